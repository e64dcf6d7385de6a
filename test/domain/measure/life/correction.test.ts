import { at, PEOPLE, type Wish } from '../../support.ts';
import { measure, REPORT, submit, type Measure } from '../measure.ts';

const { handler, head, supervising, supportingHandler, supportingHead } = PEOPLE;
const INDICATOR: Wish = {
  requirements: [
    {
      id: 'r1',
      type: 'indicator',
      text: '检查',
      name: '检查',
      unit: '家',
      scope: '直报单位',
      period: '2022',
      localities: ['杭州市', '宁波市'],
      minRatio: 0.03,
    },
  ],
};
const figures = (hangzhou: number, ningbo: number) => [
  { locality: '杭州市', value: hangzhou, base: 400 },
  { locality: '宁波市', value: ningbo, base: 300 },
];
const seqOf = (life: Measure, type: string): number => life.last(type).seq;

/** Reported: 12 of 400 in Hangzhou, 3 of 300 in Ningbo, where 9 are asked. */
function reported(): Measure {
  const life = measure(INDICATOR).until(at('2022-06-20'));
  return life.must(handler, {
    type: 'report',
    text: '检查情况',
    requirement: 'r1',
    period: '2022',
    figures: figures(12, 3),
  });
}

describe('a figure that is corrected', () => {
  it('counts from then on for what is asked, and both stay on record', () => {
    const life = reported();
    expect(life.act(handler, { type: 'submit' })).toBe('requirements_missing');
    const seq = seqOf(life, 'ProgressReported');
    life.must(handler, {
      type: 'correct',
      seq,
      reason: '漏计6家',
      figures: [{ locality: '宁波市', value: 9, base: 300 }],
    });
    expect(life.last('ProgressReported').data).toMatchObject({ figures: figures(12, 3) });
    expect(life.last('Corrected')).toMatchObject({
      data: {
        corrects: seq,
        of: 'report',
        reason: '漏计6家',
        figures: [{ locality: '宁波市', value: 9, base: 300 }],
        before: { figures: [{ locality: '宁波市', value: 3, base: 300 }] },
      },
      actor: { person: handler },
    });
    expect(life.state.figures.map((one) => one.value)).toEqual([12, 9]);
    expect(life.act(handler, { type: 'submit' })).toBeUndefined();
  });

  it('may be put right downwards, and the measure is then short again', () => {
    const life = reported();
    const seq = seqOf(life, 'ProgressReported');
    const right = (value: number) => ({
      type: 'correct',
      seq,
      reason: '复核',
      figures: figures(12, value).slice(1),
    });
    life.must(handler, right(9)).must(head, right(2));
    expect(life.row.card).toMatchObject({ met: 0, of: 1 });
    expect(life.state.reports[0]).toMatchObject({ corrected: life.last('Corrected').seq });
  });

  it('belongs to a place that was reported', () => {
    const life = reported();
    const refusal = life.ask(handler, {
      type: 'correct',
      seq: seqOf(life, 'ProgressReported'),
      reason: '误',
      figures: [{ locality: '温州市', value: 1 }],
    });
    expect(refusal).toMatchObject({
      code: 'figure_not_reported',
      params: { locality: '温州市', allowed: '杭州市、宁波市' },
    });
  });
});

describe('a text or an evidence that is corrected', () => {
  const DOCUMENT: Wish = {
    requirements: [{ id: 'r1', type: 'document', text: '印发方案', title: '工作方案', aliases: ['方案'] }],
  };
  const attached = (): Measure =>
    measure(DOCUMENT).until(at('2022-06-20')).must(handler, {
      type: 'attach',
      title: '工作方案',
      requirement: 'r1',
      documentNumber: '浙统〔2022〕1号',
    });

  it('shows the right words from then on', () => {
    const life = measure().until(at('2022-06-20')).must(handler, REPORT);
    life.must(handler, {
      type: 'correct',
      seq: seqOf(life, 'ProgressReported'),
      reason: '笔误',
      text: '方案已于6月18日印发',
    });
    expect(life.state.reports.map((one) => one.text)).toEqual(['方案已于6月18日印发']);
    life.until(at('2022-09-01'));
    expect(life.notices.at(-1)?.facts.lastReport?.text).toBe('方案已于6月18日印发');
  });

  it('carries the right title and number', () => {
    const life = attached();
    const seq = seqOf(life, 'EvidenceAttached');
    life.must(head, { type: 'correct', seq, reason: '文号有误', documentNumber: '浙统〔2022〕2号' });
    expect(life.state.evidence).toMatchObject([{ title: '工作方案', documentNumber: '浙统〔2022〕2号' }]);
    expect(life.last('Corrected').data).toMatchObject({ before: { documentNumber: '浙统〔2022〕1号' } });
    expect(life.act(head, { type: 'correct', seq, reason: '误', title: '总结' })).toBe('document_title');
    expect(life.act(head, { type: 'correct', seq, reason: '误', title: '《方案》' })).toBeUndefined();
    expect(life.act(head, { type: 'correct', seq, reason: '误', text: '方案' })).toBe('correction_fields');
  });

  it('is corrected by the lead unit; a supporting unit corrects its own', () => {
    const life = measure().until(at('2022-06-20')).must(handler, REPORT);
    const correct = { type: 'correct', seq: seqOf(life, 'ProgressReported'), reason: '误', text: '已印发' };
    expect(life.act(supportingHandler, correct)).toBe('not_own_entry');
    expect(life.act(supervising, correct)).toBe('not_permitted');
    expect(life.act(head, correct)).toBeUndefined();
    life.must(supportingHead, { type: 'report', text: '已配合' });
    const own = { ...correct, seq: seqOf(life, 'ProgressReported') };
    expect(life.act(supportingHead, own)).toBeUndefined();
  });

  it('is not corrected while it is under review', () => {
    const life = submit(measure(), at('2022-06-20'));
    expect(life.act(handler, { type: 'correct', seq: 3, reason: '误', text: '已印发' })).toBe('wrong_status');
  });

  it('names a report or an evidence, and something to be put right', () => {
    const life = measure().until(at('2022-06-20')).must(handler, REPORT);
    expect(life.ask(handler, { type: 'correct', seq: 1, reason: '误', text: '已' })).toEqual({
      code: 'not_correctable',
      params: { seq: '1', allowed: `第${seqOf(life, 'ProgressReported')}号` },
    });
    expect(() => life.act(handler, { type: 'correct', seq: 3, reason: '误' })).toThrow('至少有一项');
  });
});
