import { figureOption } from '../../src/cli/parse.ts';
import { figuresView } from '../../src/cli/figures.ts';
import { figureHistory, figureLines, historyLines, tallyLines } from '../../src/cli/views/figures.ts';
import { measureWords } from '../../src/cli/words/measure.ts';
import type { Draft, EventRecord } from '../../src/domain/record.ts';
import { at, PEOPLE } from '../domain/support.ts';
import {
  indicator,
  reported,
  SEED,
  SEED_FIGURES,
  underWay,
} from '../domain/measure/indicators/indicators.ts';

describe('a figure typed', () => {
  it.each([
    ['3323', [{ value: 3323 }]],
    ['266万元', [{ value: 266, unit: '万元' }]],
    ['3323家（项目）', [{ value: 3323, unit: '家（项目）' }]],
    ['-3', [{ value: -3 }]],
    ['2.50', [{ value: 2.5 }]],
    ['007', [{ value: 7 }]],
    ['12家/400家', [{ value: 12, base: 400, unit: '家' }]],
    ['12家/400', [{ value: 12, base: 400, unit: '家' }]],
    [
      '杭州市=3/100 宁波市=4/200',
      [
        { locality: '杭州市', value: 3, base: 100 },
        { locality: '宁波市', value: 4, base: 200 },
      ],
    ],
  ])('%s is read', (typed, figures) => {
    expect(figureOption(typed, undefined)).toEqual(figures);
  });

  it.each([
    ['七', '“七”应形如 12、12家、12/400 或 330100=12/400'],
    ['12家/400户', '“12家/400户”中数据与基数的计量单位不同'],
    ['12345678901234567', '“12345678901234567”的位数过多，最多 15 位有效数字'],
    ['0.12345678901234567', '“0.12345678901234567”的位数过多，最多 15 位有效数字'],
    [' ', '应形如 12、12家、12/400 或 330100=12/400'],
  ])('%s is none', (typed, problem) => {
    expect(() => figureOption(typed, undefined)).toThrow(problem);
  });
});

describe('the figures of a measure', () => {
  it('are shown as published, with what is remarked on', () => {
    const life = underWay(SEED).until(at('2022-08-01'));
    for (const [id, value] of Object.entries(SEED_FIGURES)) reported(life, '2022-01/07', value, id);
    const lines = figureLines(figuresView(life.state, '2022-08-01'), 200);
    expect(lines).toContain('r4 承办统计违法案件（件，全省，2022-01/07，时期数）');
    expect(lines).toContain('r5 警告（件，全省，2022-01/07，时期数，r4 的其中项）');
    expect(lines).toContain('    2022-01/07：223件，✓');
    expect(lines).toContain('    填报 2022-01/07：266万元，第 7 号记录 2022-08-01 zhang.san');
    expect(lines.at(-1)).toBe(
      '※ r4 提示：2022-01/07“承办统计违法案件”223件，其中“警告”21件、“警告并罚款”164件合计185件，其余38件未列明',
    );
  });

  it('say what is asked by now, and since when they are behind', () => {
    const pace = { percent: 100, grace: 0, to: ['case_handler'], cc: [] } as const;
    const life = reported(underWay([indicator({ target: 63 })], { policy: { pace } }), '2022', 14);
    const view = figuresView(life.state, '2022-06-27');
    expect(view.indicators[0]?.goals).toEqual([
      {
        period: '2022',
        reported: '14',
        needed: '63',
        expected: '15',
        behindFrom: '2022-06-25',
        missing: '14家，应不少于63家，尚差49家',
      },
    ]);
    expect(figureLines(view, 200)).toContain(
      '    2022：14家，目标63家，按进度目前应达15家，2022-06-25 起落后进度，✗ 尚缺：14家，应不少于63家，尚差49家',
    );
    expect(tallyLines([{ measure: 'M06', view }], 120)).toEqual([
      '措施  要求  指标        统计期  填报  目标  情况',
      expect.stringMatching(/^─+$/),
      'M06   r1    检查单位数  2022    14家  63家  落后进度；14家，应不少于63家，尚差49家',
      '',
      '共 1 项指标；数据矛盾 0 处，提示 0 处。',
    ]);
  });

  it('of localities are told place by place, and counted in the tally', () => {
    const life = underWay([indicator({ minRatio: 0.03, localities: ['杭州市', '宁波市'] })]);
    reported(life, '2022', [{ locality: '杭州市', value: 101, base: 100 }]);
    const view = figuresView(life.state, '2022-06-27');
    expect(figureLines(view, 200)).toContain('    杭州市 2022：101家，占基数100家的101%，目标3家，✓');
    const tally = tallyLines([{ measure: 'M06', view }], 120).join('\n');
    expect(tally).toContain('1/2个地区');
    expect(tally).toContain('宁波市未填报');
    expect(tally).toContain('数据矛盾 1 处，提示 0 处：');
    expect(tally).toContain('※ M06 r1 矛盾：杭州市2022“检查单位数”101家，大于基数100家，占比超过100%');
  });
});

describe('the history of figures', () => {
  const pace = { percent: 100, grace: 0, to: ['case_handler'], cc: [] } as const;
  const life = underWay([indicator({ target: 63 })], { policy: { pace } });
  reported(life, '2021', [{ value: 232, unit: '家' }]);
  const correct = { type: 'correct', seq: life.last('ProgressReported').seq, reason: '误录' };
  life.must(PEOPLE.handler, { ...correct, period: '2022', figures: [{ value: 3.2 }] });
  life.must(PEOPLE.handler, { type: 'report', text: '没有数据的进展' });
  life.until(at('2022-06-30'));
  const records = life.drafts as unknown as readonly EventRecord[];

  it('is every report of figures and every correction of one, and nothing else', () => {
    expect(figureHistory(records).map((one) => one.type)).toEqual(['ProgressReported', 'Corrected']);
    const words = historyLines(records, 200).join('\n');
    expect(words).toContain('报告进展（要求 r1，统计期 2021）：填报；数据 232家');
    expect(words).toContain('数据 232 改为 3.2，统计期 2021 改为 2022；理由：误录');
  });

  it('and what time made of it stands in the timeline', () => {
    const said = life.drafts.map((one: Draft) => measureWords(one as unknown as EventRecord) ?? '');
    expect(said).toContain('指标落后进度预警：2022“检查单位数”已报0家，应达1家');
    expect(said).toContain('亮灯变更：绿灯转黄灯（指标落后进度）');
  });
});
