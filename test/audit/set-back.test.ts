import { readHistory } from '../../src/audit/read-history.ts';

const at = (time: string) => ({ eventTime: { seconds: Date.parse(`2026-12-01T${time}Z`) / 1_000 } });
const started = (time: string) => ({ ...at(time), workflowTaskStartedEventAttributes: {} });
const completed = (time: string) => ({ ...at(time), workflowTaskCompletedEventAttributes: {} });
const timedOut = (time: string) => ({ ...at(time), workflowTaskTimedOutEventAttributes: {} });

function clockOf(...events: object[]): readonly string[] {
  const begun = { workflowType: { name: 'measure' }, originalExecutionRunId: 'run' };
  const first = { ...at('10:00:00'), workflowExecutionStartedEventAttributes: begun };
  return [...readHistory({ events: [first, ...events] }).clock];
}

describe("a process's clock while the engine's is set back", () => {
  it('stands at the highest moment it has had, from its beginning on', () => {
    expect(
      clockOf(started('09:00:00'), completed('09:00:01'), started('10:05:00'), completed('10:05:01')),
    ).toEqual(['2026-12-01T18:00:00.000+08:00', '2026-12-01T18:05:00.000+08:00']);
    expect(
      clockOf(started('11:00:00'), completed('11:00:01'), started('10:05:00'), completed('10:05:01')),
    ).toEqual(['2026-12-01T19:00:00.000+08:00']);
  });

  it('forgets a task that came to nothing', () => {
    expect(
      clockOf(started('11:00:00'), timedOut('11:00:10'), started('10:05:00'), completed('10:05:01')),
    ).toEqual(['2026-12-01T19:00:00.000+08:00', '2026-12-01T18:05:00.000+08:00']);
  });
});
