import { KEPT_LIMIT } from '../../../src/domain/measure/memory.ts';
import { at, PEOPLE } from '../support.ts';
import { measure, REPORT } from './measure.ts';

const { handler } = PEOPLE;
const LONG = '进展'.repeat(2_000);

describe("a measure's memory", () => {
  it('keeps the last reports whole and the beginning of older ones', () => {
    const life = measure().until(at('2022-06-20'));
    for (let i = 0; i < 8; i += 1) life.must(handler, { ...REPORT, text: LONG });
    expect(life.state.reports.map((one) => one.text.length)).toEqual([
      201,
      201,
      201,
      ...Array(5).fill(4_000),
    ]);
    expect(life.all('ProgressReported').every((one) => one.data['text'] === LONG)).toBe(true);
  });

  it('never splits a character that takes two units', () => {
    const life = measure().until(at('2022-06-20'));
    for (let i = 0; i < 6; i += 1) life.must(handler, { ...REPORT, text: `进${'𠮷'.repeat(1_000)}` });
    expect(life.state.reports[0]?.text).toBe(`进${'𠮷'.repeat(99)}…`);
  });

  it('takes nothing more in when it is full, and fits into one message of the engine; all else goes on', () => {
    const life = measure().until(at('2022-06-20'));
    let refused = life.ask(handler, REPORT);
    for (let i = 0; i < 5_000 && refused === undefined; i += 1) {
      refused = life.ask(handler, { ...REPORT, text: `${i}${LONG.slice(5)}` });
      life.drafts.length = 0;
    }
    expect(refused).toEqual({ code: 'record_full', params: { limit: String(KEPT_LIMIT) } });
    expect(life.ask(handler, { type: 'attach', title: '方案' })?.code).toBe('record_full');
    const { input: _, ...state } = life.state;
    expect(Buffer.byteLength(JSON.stringify(state))).toBeLessThan(1_500_000);
    expect(life.ask(handler, { type: 'comment', text: '材料已汇总' })).toBeUndefined();
    expect(life.ask(handler, { type: 'submit' })).toBeUndefined();
  });
});
