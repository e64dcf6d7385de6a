import { faultOf } from './faults/index.ts';
import { isClean, type Line } from './report.ts';
import { playRounds } from './rounds.ts';

/** The short form of `npm run chaos`: one round of each fault that is cheap. A failing one is played again by its seed. */
const ROUNDS = [
  ['worker-kill', 1],
  ['engine-kill', 2],
  ['database-kill', 3],
  ['smtp-drop', 4],
  ['smtp-10-minutes', 5],
] as const;

describe('under load that never pauses', () => {
  const lines: Line[] = [];

  beforeAll(async () => {
    const tasks = ROUNDS.map(([name, seed]) => ({ fault: faultOf(name), seed }));
    await playRounds(tasks, (line) => lines.push(line));
  }, 900_000);

  it.each(ROUNDS)('%s loses and doubles no act, duty, notice or letter', (name) => {
    const line = lines.find((one) => one.fault === name);
    expect(line).toMatchObject({ lost: [], wrong: [] });
    expect(line !== undefined && isClean(line)).toBe(true);
  });

  it('people really acted meanwhile, duties fired and letters left', () => {
    for (const line of lines) {
      if ('broke' in line) throw new Error(line.broke);
      expect(line.answers['done']).toBeGreaterThan(0);
      expect(line.duties).toBeGreaterThan(20);
      expect(line.mails).toBeGreaterThan(0);
    }
  });

  it('copies that broken connections leave are stated by their letters, never too few', () => {
    for (const line of lines) if (!('broke' in line)) expect(line.stated).toBeGreaterThanOrEqual(line.copied);
  });
});
