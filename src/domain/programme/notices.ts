import type { Notice, NoticeKind } from '../notice.ts';
import type { ProblemPlan } from '../plan.ts';
import { optional } from '../optional.ts';
import { askedHolders, findHolders, type Role, type RoleHolder } from '../roster.ts';
import { slotFrom } from '../slots.ts';
import type { CivilDate, Instant } from '../time.ts';
import { wholeNotice } from '../whole-notice.ts';
import { officeNow, staffingOf } from './office.ts';
import { hoursOf, type ProgrammeState } from './state.ts';

interface About {
  readonly kind: Extract<NoticeKind, 'problem_ready' | 'problem_signed_off' | 'problem_reopened'>;
  readonly problem: ProblemPlan;
  readonly measures: readonly string[];
  /** What gave it: names the notice for ever. */
  readonly cause: string;
  readonly standard?: string;
  readonly signedOff?: CivilDate;
}

/** A notice about a problem, to the rectification office; what was decided is told to the principal leader too. */
export function problemNotice(state: ProgrammeState, about: About, now: Instant, by?: RoleHolder): Notice {
  const { input } = state;
  const { kind, problem, measures, standard, signedOff } = about;
  const hours = hoursOf(input);
  const leaders: readonly Role[] = kind === 'problem_ready' ? [] : ['principal_leader'];
  return wholeNotice(
    input,
    hours,
    {
      id: `${input.process}#problem/${problem.id}/${kind}/${about.cause}`,
      kind,
      urgent: false,
      leaveAt: slotFrom(hours, input.calendar, now),
      to: askedHolders(officeNow(state)),
      cc: leaders.flatMap((role) => findHolders(staffingOf(state), role).holders),
      facts: {
        measure: `问题${problem.id}`,
        title: problem.text ?? `问题${problem.id}`,
        met: measures.length,
        of: measures.length,
        problem: { measures, ...optional('standard', standard), ...optional('signedOffOn', signedOff) },
        ...(by === undefined ? {} : { by: { name: by.name, postTitle: by.postTitle } }),
      },
    },
    now,
  );
}
