import type { Requirement } from '../../../src/domain/plan.ts';
import { at, PEOPLE } from '../support.ts';
import { measure, type Measure } from './measure.ts';

/** What must be shown, kind by kind, and what a refused submission says is missing. */

function missing(life: Measure): string | undefined {
  const refusal = life.ask(PEOPLE.handler, { type: 'submit' });
  if (refusal !== undefined) expect(refusal.code).toBe('requirements_missing');
  return refusal?.params['missing'];
}

const under = (...requirements: readonly Requirement[]): Measure =>
  measure({ requirements, milestones: [{ id: 'm1', title: '征求意见', due: '2022-07-15' }] }).until(
    at('2022-06-20'),
  );
const report = (fields: object) => ({ type: 'report', text: '报告', figures: [], ...fields });
const attach = (fields: object) => ({ type: 'attach', title: '方案', ...fields });

describe('a document', () => {
  const document: Requirement = {
    id: 'r1',
    type: 'document',
    text: '印发督察工作实施办法',
    title: '浙江省防范和惩治统计造假督察工作实施办法',
    aliases: ['浙江省防惩统计造假督察办法'],
  };

  it('is missing until it is attached with its number', () => {
    const life = under(document);
    expect(missing(life)).toBe('《浙江省防范和惩治统计造假督察工作实施办法》印发件及文号');
    life.must(
      PEOPLE.handler,
      attach({ requirement: 'r1', title: document.title, documentNumber: '浙统〔2022〕9号' }),
    );
    expect(missing(life)).toBeUndefined();
  });

  it('may bear an alias, with or without title marks and spaces', () => {
    const life = under(document);
    life.must(
      PEOPLE.handler,
      attach({
        requirement: 'r1',
        title: '《浙江省 防惩统计造假督察办法》',
        documentNumber: '浙统〔2022〕9号',
      }),
    );
    expect(missing(life)).toBeUndefined();
  });

  it('is not shown without its number, nor by another title', () => {
    const life = under(document);
    expect(life.act(PEOPLE.handler, attach({ requirement: 'r1', title: document.title }))).toBe(
      'document_number_missing',
    );
    expect(
      life.ask(PEOPLE.handler, attach({ requirement: 'r1', documentNumber: '浙统〔2022〕9号' })),
    ).toMatchObject({
      code: 'document_title',
      params: { title: '方案', allowed: `${document.title}、浙江省防惩统计造假督察办法` },
    });
  });

  it('is not shown by a report', () => {
    expect(under(document).act(PEOPLE.handler, report({ requirement: 'r1' }))).toBe('requirement_type');
  });

  it('other evidence is welcome, and for no requirement in particular', () => {
    const life = under(document).must(
      PEOPLE.supportingHandler,
      attach({ title: '会议照片', fileName: 'a.jpg', size: 9, sha256: 'a'.repeat(64) }),
    );
    expect(life.state.evidence).toMatchObject([
      { title: '会议照片', by: 'zhou.ba', on: '2022-06-20', sha256: 'a'.repeat(64) },
    ]);
    expect(life.act(PEOPLE.handler, attach({ requirement: 'r7' }))).toBe('unknown_requirement');
  });
});

describe('a statement', () => {
  const statement: Requirement = { id: 'r1', type: 'statement', text: '列为第一议题' };

  it('is missing until somebody reports on it, in words', () => {
    const life = under(statement);
    expect(missing(life)).toBe('“列为第一议题”的落实情况说明');
    life.must(PEOPLE.handler, report({}));
    expect(missing(life)).toBeDefined();
    expect(life.act(PEOPLE.handler, report({ requirement: 'r1', figures: [{ value: 1 }] }))).toBe(
      'requirement_type',
    );
    life.must(PEOPLE.supportingHead, report({ requirement: 'r1' }));
    expect(missing(life)).toBeUndefined();
  });

  it('is not shown under another number', () => {
    const refusal = under(statement).ask(PEOPLE.handler, report({ requirement: 'r2' }));
    expect(refusal).toEqual({ code: 'unknown_requirement', params: { requirement: 'r2', allowed: 'r1' } });
  });

  it('figures belong to a requirement', () => {
    expect(under(statement).act(PEOPLE.handler, report({ figures: [{ value: 3 }] }))).toBe(
      'unknown_requirement',
    );
  });
});

describe('an indicator', () => {
  const ratio: Requirement = {
    id: 'r1',
    type: 'indicator',
    text: '直报单位检查比例',
    name: '检查单位占比',
    unit: '家',
    scope: '直报单位',
    period: '2022',
    minRatio: 0.03,
    localities: ['杭州市', '宁波市'],
  } as const;
  const rounds: Requirement = {
    id: 'r1',
    type: 'indicator',
    text: '双随机检查',
    name: '集中检查轮次',
    unit: '轮',
    scope: '省本级',
    period: '2022',
    target: 2,
  } as const;
  const figure = (locality: string, value: number, base?: number) => ({
    locality,
    value,
    ...(base === undefined ? {} : { base }),
  });
  const told = (figures: readonly object[]) => report({ requirement: 'r1', period: '2022', figures });

  it('is met by exactly three percent in each locality', () => {
    const life = under(ratio).must(
      PEOPLE.handler,
      told([figure('杭州市', 3, 100), figure('宁波市', 30, 1000)]),
    );
    expect(missing(life)).toBeUndefined();
  });

  it('names each locality that falls short, has no base, or has not reported', () => {
    const life = under(ratio);
    expect(missing(life)).toBe('2022“检查单位占比”杭州市：未填报；宁波市：未填报');
    life.must(PEOPLE.handler, told([figure('杭州市', 299, 10000), figure('宁波市', 30)]));
    expect(missing(life)).toBe(
      '2022“检查单位占比”杭州市：占比2.99%，应不少于3%；宁波市：缺基数，无法计算占比',
    );
  });

  it('never says three percent of what is just short of it', () => {
    const life = under(ratio).must(
      PEOPLE.handler,
      told([figure('杭州市', 29999, 1_000_000), figure('宁波市', 3, 100)]),
    );
    expect(missing(life)).toBe('2022“检查单位占比”杭州市：占比2.99%，应不少于3%');
  });

  it('the last figure of a locality counts', () => {
    const life = under(ratio).must(
      PEOPLE.handler,
      told([figure('杭州市', 1, 100), figure('宁波市', 3, 100)]),
    );
    expect(missing(life)).toContain('杭州市：占比1%');
    life.must(PEOPLE.handler, told([figure('杭州市', 4, 100)]));
    expect(missing(life)).toBeUndefined();
  });

  it('without localities has one figure, against its target', () => {
    const life = under(rounds).must(PEOPLE.handler, told([{ value: 1 }]));
    expect(missing(life)).toBe('2022“集中检查轮次”1轮，应不少于2轮');
    expect(life.act(PEOPLE.handler, told([figure('杭州市', 2)]))).toBe('unknown_locality');
    life.must(PEOPLE.handler, told([{ value: 2 }]));
    expect(missing(life)).toBeUndefined();
  });

  it('is refused for another period, an unknown locality, or without a figure', () => {
    const life = under(ratio);
    const other = report({ requirement: 'r1', period: '2021', figures: [figure('杭州市', 3, 100)] });
    expect(life.ask(PEOPLE.handler, other)).toEqual({
      code: 'wrong_period',
      params: { requirement: 'r1', period: '2021', allowed: '2022' },
    });
    expect(life.act(PEOPLE.handler, told([figure('苏州市', 3, 100)]))).toBe('unknown_locality');
    expect(life.act(PEOPLE.handler, told([]))).toBe('requirement_type');
  });
});

describe('a cascade', () => {
  const cascade: Requirement = {
    id: 'r1',
    type: 'cascade',
    text: '各级至少学习一次',
    regions: [
      { code: '330100', name: '杭州市' },
      { code: '330200', name: '宁波市' },
    ],
  } as const;
  const told = (figures: readonly object[]) => report({ requirement: 'r1', figures });

  it('names the regions that are missing, and takes a region by its code or its name', () => {
    const life = under(cascade);
    expect(missing(life)).toBe('“各级至少学习一次”尚缺：杭州市、宁波市');
    life.must(
      PEOPLE.handler,
      told([
        { locality: '330100', value: 1 },
        { locality: '宁波市', value: 0 },
      ]),
    );
    expect(missing(life)).toBe('“各级至少学习一次”尚缺：宁波市');
    life.must(PEOPLE.handler, told([{ locality: '宁波市', value: 2 }]));
    expect(missing(life)).toBeUndefined();
  });

  it('attested by mistake, is taken back by a later figure of nought', () => {
    const life = under(cascade).must(
      PEOPLE.handler,
      told([
        { locality: '330100', value: 1 },
        { locality: '330200', value: 1 },
      ]),
    );
    life.must(PEOPLE.handler, told([{ locality: '330100', value: 0 }]));
    expect(missing(life)).toBe('“各级至少学习一次”尚缺：杭州市');
  });

  it('is refused without figures and for regions of other provinces', () => {
    const life = under(cascade);
    expect(life.act(PEOPLE.handler, told([]))).toBe('requirement_type');
    expect(life.ask(PEOPLE.handler, told([{ locality: '320500', value: 1 }]))).toMatchObject({
      code: 'unknown_locality',
      params: { allowed: '杭州市（330100）、宁波市（330200）' },
    });
  });
});

describe('a cycle', () => {
  const cycle: Requirement = {
    id: 'r1',
    type: 'cycle',
    text: '责任落实情况报送',
    every: 'year',
    firstPeriod: '2022',
  };

  it('is met for now when its first period is reported', () => {
    const life = under(cycle);
    expect(missing(life)).toBe('2022期“责任落实情况报送”的办理情况');
    expect(life.act(PEOPLE.handler, report({ requirement: 'r1' }))).toBe('wrong_period');
    expect(
      life.act(PEOPLE.handler, report({ requirement: 'r1', period: '2022', figures: [{ value: 1 }] })),
    ).toBe('requirement_type');
    life.must(PEOPLE.handler, report({ requirement: 'r1', period: '2023' }));
    expect(missing(life)).toBeDefined();
    life.must(PEOPLE.handler, report({ requirement: 'r1', period: '2022' }));
    expect(missing(life)).toBeUndefined();
  });
});

describe('a milestone', () => {
  const milestone: Requirement = { id: 'r1', type: 'milestone', text: '征求意见', milestone: 'm1' };

  it('is missing until it is reported as reached', () => {
    const life = under(milestone);
    expect(missing(life)).toBe('节点“征求意见”');
    expect(life.act(PEOPLE.handler, report({ requirement: 'r1' }))).toBe('requirement_type');
    expect(life.act(PEOPLE.handler, report({ milestone: 'm9' }))).toBe('unknown_milestone');
    life.must(PEOPLE.handler, report({ milestone: 'm1' }));
    expect(missing(life)).toBeUndefined();
  });
});

describe('several requirements', () => {
  it('are listed together in the refusal, and counted on the card', () => {
    const life = under(
      { id: 'r1', type: 'statement', text: '列为第一议题' },
      { id: 'r2', type: 'milestone', text: '征求意见', milestone: 'm1' },
    );
    expect(missing(life)).toBe('“列为第一议题”的落实情况说明；节点“征求意见”');
    life.must(PEOPLE.handler, report({ requirement: 'r1', milestone: 'm1' }));
    expect(life.row.card).toMatchObject({ met: 2, of: 2 });
  });
});
