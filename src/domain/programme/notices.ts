import type { Notice, NoticeKind } from '../notice.ts';
import type { ProblemPlan } from '../plan.ts';
import { eachOnce, findHolders, type Role, type RoleHolder } from '../roster.ts';
import { slotFrom, slotsAfter, SPARE_SLOTS } from '../slots.ts';
import { dateOf, type CivilDate, type Instant } from '../time.ts';
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
  const hours = hoursOf(input);
  const leaveAt = slotFrom(hours, input.calendar, now);
  const { kind, problem, measures, standard, signedOff } = about;
  const { holders, passed } = officeNow(state);
  const to = eachOnce(
    passed.length === 0 ? holders : holders.map((one) => ({ ...one, standsInFor: passed })),
  );
  const leaders: readonly Role[] = kind === 'problem_ready' ? [] : ['principal_leader'];
  const cc = eachOnce(leaders.flatMap((role) => findHolders(staffingOf(state), role).holders)).filter(
    (one) => !to.some(({ person }) => person === one.person),
  );
  const today = dateOf(now);
  return {
    id: `${input.process}#problem/${problem.id}/${kind}/${about.cause}`,
    kind,
    urgent: false,
    leaveAt,
    thenAt: slotsAfter(hours, input.calendar, leaveAt, SPARE_SLOTS),
    to,
    cc,
    facts: {
      process: input.process,
      measure: `问题${problem.id}`,
      title: problem.text ?? `问题${problem.id}`,
      leadUnit: input.card.office,
      today,
      due: today,
      daysLeft: 0,
      missing: [],
      met: measures.length,
      of: measures.length,
      reminded: 0,
      urged: 0,
      problem: {
        measures,
        ...(standard === undefined ? {} : { standard }),
        ...(signedOff === undefined ? {} : { signedOffOn: signedOff }),
      },
      ...(by === undefined ? {} : { by: { name: by.name, postTitle: by.postTitle } }),
    },
  };
}
