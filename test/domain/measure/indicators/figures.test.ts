import { findingText } from '../../../../src/domain/measure/indicators/finding.ts';
import { findingsOf } from '../../../../src/domain/measure/indicators/findings.ts';
import type { Measure } from '../measure.ts';
import { at, PEOPLE } from '../../support.ts';
import { indicator, missing, reported, SEED, SEED_FIGURES, underWay } from './indicators.ts';

const { handler } = PEOPLE;
const found = (life: Measure): readonly string[] => findingsOf(life.state).map(findingText);
const kinds = (life: Measure): readonly string[] => findingsOf(life.state).map((one) => one.kind);
const place = (locality: string, value: number, base?: number) => ({
  locality,
  value,
  ...(base === undefined ? {} : { base }),
});

describe('the figures of the notice', () => {
  const life = underWay(SEED, { due: '2022-08-31' }).until(at('2022-08-01'));
  for (const [id, value] of Object.entries(SEED_FIGURES)) reported(life, '2022-01/07', value, id);

  it('are on record as published, and are all that is asked', () => {
    expect(life.state.figures.map((one) => [one.requirement, one.value])).toEqual(
      Object.entries(SEED_FIGURES),
    );
    expect(life.row.card).toMatchObject({ met: 6, of: 6 });
  });

  it('need not add up: 其中 names some of the cases, and that is remarked on', () => {
    expect(found(life)).toEqual([
      'r4 提示：2022-01/07“承办统计违法案件”223件，其中“警告”21件、“警告并罚款”164件合计185件，其余38件未列明',
    ]);
    expect(life.row.card).toMatchObject({ contradictions: 0, remarks: 1 });
    expect(life.act(handler, { type: 'submit' })).toBeUndefined();
  });
});

describe('what an indicator asks for', () => {
  it('is told with how much is missing', () => {
    const life = underWay([indicator({ target: 2, unit: '次' })]);
    expect(missing(life)).toBe('2022“检查单位数”未填报');
    reported(life, '2022', 1);
    expect(missing(life)).toBe('2022“检查单位数”1次，应不少于2次，尚差1次');
    reported(life, '2022', 2);
    expect(missing(life)).toBeUndefined();
  });

  it('may be three percent in each locality, to the unit', () => {
    const life = underWay([indicator({ minRatio: 0.03, localities: ['杭州市', '宁波市', '温州市'] })]);
    reported(life, '2022', [place('杭州市', 3, 100), place('宁波市', 29_999, 1_000_000)]);
    expect(missing(life)).toBe(
      '2022“检查单位数”宁波市：占比2.99%，应不少于3%，按基数1000000家尚差1家；温州市：未填报',
    );
    reported(life, '2022', [place('宁波市', 30_000, 1_000_000), place('温州市', 5)]);
    expect(missing(life)).toBe('2022“检查单位数”温州市：缺基数，无法计算占比');
  });

  it('may be so much in a part of the period, too', () => {
    const life = underWay([
      indicator({ target: 2, unit: '次', targets: [{ period: '2022-H1', target: 1 }] }),
    ]);
    reported(life, '2022', 2);
    expect(missing(life)).toBe('2022-H1“检查单位数”未填报');
    reported(life, '2022-Q2', 1);
    expect(missing(life)).toBeUndefined();
  });

  it('may be a file that proves the figures, sent along with them', () => {
    const life = underWay([indicator({ evidence: true })]);
    reported(life, '2022', 7);
    expect(missing(life)).toBe('“检查单位数”数据的佐证材料（附文件）');
    const file = { title: '检查台账', sha256: 'a'.repeat(64), fileName: '台账.xlsx', size: 9 };
    const more = { requirement: 'r1', period: '2022', figures: [{ value: 8, unit: '家' }], file };
    life.must(handler, { type: 'report', text: '更新', ...more });
    const report = life.last('ProgressReported').seq;
    expect(life.last('EvidenceAttached').data).toMatchObject({ ...file, requirement: 'r1', report });
    expect(life.state.evidence).toMatchObject([{ sha256: file.sha256, report }]);
    expect(missing(life)).toBeUndefined();
  });

  it('is a figure for the whole period where nothing else is asked', () => {
    const life = underWay([indicator({ period: '2022-01/05' })]);
    reported(life, '2022-Q1', 10);
    expect(missing(life)).toBe('2022-01/05“检查单位数”只填报了2022-Q1');
    reported(life, '2022-04/05', 5);
    expect(missing(life)).toBeUndefined();
  });

  it('since a year needs a figure since then', () => {
    const life = underWay([indicator({ period: '2017/' })]);
    reported(life, '2021', 1);
    expect(missing(life)).toBe('2017/“检查单位数”只填报了2021');
    reported(life, '2017/', 12);
    expect(missing(life)).toBeUndefined();
  });
});

describe('figures of several periods', () => {
  const asked = [indicator({ target: 100 })];

  it('add up, a longer period standing for those in it', () => {
    const life = underWay(asked);
    reported(life, '2022-01', 30);
    reported(life, '2022-Q1', 70);
    expect(missing(life)).toContain('70家，应不少于100家，尚差30家');
    reported(life, '2022-04', 29.5);
    expect(missing(life)).toContain('尚差0.5家');
    reported(life, '2022-05', 0.5);
    expect(missing(life)).toBeUndefined();
  });

  it('that overlap are not counted twice, and it is said so', () => {
    const life = underWay(asked);
    reported(life, '2022-01/05', 60);
    reported(life, '2022-Q2', 50);
    expect(missing(life)).toContain('60家，应不少于100家');
    expect(found(life)).toEqual(['r1 矛盾：2022-01/05“检查单位数”与2022-Q2的统计期重叠，合计时不重复计算']);
  });

  it('of a moment do not add up: the latest counts', () => {
    const life = underWay([indicator({ counting: 'stock', target: 100, name: '持证人员', unit: '人' })]);
    reported(life, '2022-Q1', 60);
    reported(life, '2022-04', 70);
    expect(missing(life)).toContain('70人，应不少于100人');
    expect(found(life)).toEqual([]);
  });

  it('that do not agree with the whole are shown', () => {
    const life = underWay([indicator({ period: '2022' })]);
    reported(life, '2022-Q1', 10);
    reported(life, '2022-04', 10);
    reported(life, '2022-01/04', 25);
    expect(kinds(life)).toEqual(['periods_differ']);
    reported(life, '2022-01/04', 15);
    expect(found(life)).toEqual(['r1 矛盾：2022-01/04“检查单位数”15家，小于其中2022-Q1、2022-04合计20家']);
  });
});

describe('a contradiction', () => {
  const whole = indicator({ id: 'r4', name: '案件', unit: '件', complete: true });
  const parts = [
    indicator({ id: 'r5', name: '警告', unit: '件', partOf: 'r4' }),
    indicator({ id: 'r6', name: '罚款', unit: '件', partOf: 'r4' }),
  ];

  it('of a part above its whole is taken in and shown', () => {
    const life = underWay([whole, ...parts]);
    reported(life, '2022', 20, 'r4');
    reported(life, '2022', 21, 'r5');
    expect(found(life)).toEqual(['r4 矛盾：2022“案件”20件，小于其中“警告”21件']);
    expect(life.row.card).toMatchObject({ contradictions: 1, remarks: 0 });
  });

  it('of parts that do not make up the whole', () => {
    const life = underWay([whole, ...parts]);
    reported(life, '2022', 20, 'r4');
    reported(life, '2022', 12, 'r5');
    expect(found(life)).toEqual([]);
    reported(life, '2022', 7.9, 'r6');
    expect(found(life)).toEqual([
      'r4 矛盾：2022“案件”20件，与其中“警告”12件、“罚款”7.9件合计19.9件不一致，相差0.1件',
    ]);
    reported(life, '2022', 9, 'r6');
    expect(kinds(life)).toEqual(['parts_exceed']);
    reported(life, '2022', 8, 'r6');
    expect(found(life)).toEqual([]);
  });

  it('is seen period by period and place by place', () => {
    const localities = ['杭州市', '宁波市'];
    const life = underWay([
      { ...whole, localities },
      { ...(parts[0] ?? whole), localities },
    ]);
    reported(life, '2022-Q1', [place('杭州市', 5), place('宁波市', 9)], 'r4');
    reported(life, '2022-Q1', [place('杭州市', 5), place('宁波市', 10)], 'r5');
    reported(life, '2022-04', [place('杭州市', 99)], 'r5');
    expect(found(life)).toEqual(['r4 矛盾：宁波市2022-Q1“案件”9件，小于其中“警告”10件']);
  });

  it('is a negative figure, a share above the whole, or a base of nought', () => {
    const life = underWay([indicator({ minRatio: 0.5, localities: ['甲', '乙', '丙'] })]);
    reported(life, '2022', [place('甲', -3, 100), place('乙', 101, 100), place('丙', 1, 0)]);
    expect(found(life)).toEqual([
      'r1 矛盾：甲2022“检查单位数”为负数（-3家）',
      'r1 矛盾：乙2022“检查单位数”101家，大于基数100家，占比超过100%',
      'r1 矛盾：丙2022“检查单位数”的基数为0，不能计算占比',
    ]);
  });

  it('is a period other than the one asked for, or one still to come', () => {
    const life = underWay([indicator({ period: '2022-H1' })]);
    reported(life, '2021', 3);
    reported(life, '2022-08', 4);
    expect(found(life)).toEqual([
      'r1 矛盾：2021“检查单位数”的统计期不在要求的“2022-H1”之内，不计入',
      'r1 矛盾：2022-08“检查单位数”的统计期不在要求的“2022-H1”之内，不计入',
      'r1 矛盾：2022-08“检查单位数”的统计期在填报之日（2022-06-20）尚未开始',
    ]);
    expect(missing(life)).toBe('2022-H1“检查单位数”未填报');
  });

  it('stands in the letter to those who approve', () => {
    const life = underWay([indicator({ period: '2022-H1' })]);
    reported(life, '2022-H1', -1);
    life.must(handler, { type: 'submit' });
    expect(life.notices.find((one) => one.kind === 'to_approve')?.facts.findings).toEqual([
      'r1 矛盾：2022-H1“检查单位数”为负数（-1家）',
    ]);
  });
});

describe('contradictions everywhere', () => {
  it('are all found, and a letter carries the first of them and how many more there are', () => {
    const localities = Array.from({ length: 40 }, (_, n) => `第${n + 1}区`);
    const life = underWay([indicator({ period: '2022', localities })]);
    reported(
      life,
      '2022',
      localities.map((one) => place(one, -1)),
    );
    expect(found(life)).toHaveLength(40);
    life.must(handler, { type: 'submit' });
    const told = life.notices.find((one) => one.kind === 'to_approve')?.facts.findings ?? [];
    expect(told).toHaveLength(21);
    expect(told.at(-1)).toBe('另有20处，请登录系统查看');
  });

  it('of very many reports are found without a long wait', () => {
    const life = underWay([indicator({ period: '2017/' })]);
    const spans = Array.from({ length: 66 }, (_, n) => [1 + Math.floor(n / 11), 2 + (n % 11)] as const);
    const two = (month: number): string => String(month).padStart(2, '0');
    for (const year of [2018, 2019, 2020, 2021])
      for (const [from, to] of spans) if (from < to) reported(life, `${year}-${two(from)}/${two(to)}`, year);
    expect(life.state.figures.length).toBeGreaterThan(150);
    expect(kinds(life)).toContain('overlap');
  });
});

describe('what cannot be read as a figure', () => {
  const life = (): Measure => underWay([indicator({ unit: '万元' })]);
  const report = (fields: object) => ({ type: 'report', text: '填报', requirement: 'r1', ...fields });

  it('is refused: no period, a period in no known form, another unit, a number with a comma', () => {
    expect(life().act(handler, report({ figures: [{ value: 1 }] }))).toBe('wrong_period');
    expect(life().act(handler, report({ period: '上半年', figures: [{ value: 1 }] }))).toBe(
      'period_unreadable',
    );
    expect(
      life().ask(handler, report({ period: '2022', figures: [{ value: 2660000, unit: '元' }] })),
    ).toEqual({
      code: 'figure_unit',
      params: { requirement: 'r1', figure: '2660000元', unit: '万元' },
    });
    expect(life().act(handler, report({ period: '2022', figures: [{ value: 3 }, { value: 323 }] }))).toBe(
      'figure_twice',
    );
    expect(() => life().act(handler, report({ period: '2022', figures: [{ value: '七' }] }))).toThrow(
      'figures[0].value 应为数字',
    );
  });
});

describe('a correction', () => {
  const counted = [indicator({ period: '2022-01/07', unit: '件' })];

  it('puts a figure and its period right, and both stay on record', () => {
    const life = reported(underWay(counted), '2021-01/07', 232);
    const seq = life.last('ProgressReported').seq;
    expect(kinds(life)).toEqual(['outside_period']);
    life.must(handler, {
      type: 'correct',
      seq,
      reason: '两位颠倒，年份有误',
      period: '2022-01/07',
      figures: [{ value: 223 }],
    });
    expect(life.last('Corrected').data).toMatchObject({
      period: '2022-01/07',
      figures: [{ value: 223 }],
      before: { period: '2021-01/07', figures: [{ value: 232 }] },
    });
    expect(life.state.figures).toMatchObject([{ seq, period: '2022-01/07', value: 223 }]);
    expect(life.state.reports).toMatchObject([{ seq, period: '2022-01/07' }]);
    expect(kinds(life)).toEqual([]);
    expect(missing(life)).toBeUndefined();
  });

  it('is refused where it cannot be read, or where there is no period to put right', () => {
    const life = reported(underWay(counted), '2022-01/07', 232);
    const seq = life.last('ProgressReported').seq;
    const correct = { type: 'correct', seq, reason: '误' };
    expect(life.act(handler, { ...correct, period: '七月' })).toBe('period_unreadable');
    expect(life.act(handler, { ...correct, figures: [{ value: 1, unit: '家' }] })).toBe('figure_unit');
    life.must(handler, { type: 'report', text: '进展' });
    const other = life.last('ProgressReported').seq;
    expect(life.act(handler, { ...correct, seq: other, period: '2022' })).toBe('correction_fields');
  });
});
