import { additionRefused, amendmentRefused, droppingRefused } from '../../amendment/check.ts';
import type { Decision } from '../../machine.ts';
import { STATUS_NAMES, type MeasureStatus } from '../../measure/status.ts';
import { optional } from '../../optional.ts';
import type { MeasurePlan } from '../../plan.ts';
import { sweepProcess } from '../../process.ts';
import { actorOf, type DomainEvent } from '../../record.ts';
import { refuse, type Refusal } from '../../refusals.ts';
import { dateOf, type CivilDate, type Instant } from '../../time.ts';
import { asOffice } from '../office.ts';
import type { ProgrammeState } from '../state.ts';
import { CHANGE_COMMAND_NAMES, type Amend, type ChangeCommand, type Recalendar } from './commands.ts';

type Refused = { readonly refusal: Refusal } | undefined;

/** Decides a change of plan or calendar: the rectification office's, against what it has seen in force. */
export function decideChange(
  state: ProgrammeState,
  command: ChangeCommand,
  person: string,
  post: string | undefined,
  now: Instant,
): Decision {
  const permitted = asOffice(state, CHANGE_COMMAND_NAMES[command.type], person, post);
  if (!('as' in permitted)) return permitted;
  const actor = actorOf(permitted.as);
  const refused =
    command.type === 'amend' ? amendRefused(state, command, dateOf(now)) : recalendarRefused(state, command);
  if (refused !== undefined) return { ...refused, actor };
  const { type, base: _, ...data } = command;
  const event: DomainEvent = {
    type: type === 'amend' ? 'PlanAmended' : 'CalendarAnnounced',
    data: data as unknown as DomainEvent['data'],
    actor,
  };
  return { events: [event] };
}

function recalendarRefused(state: ProgrammeState, { base, sweep }: Recalendar): Refused {
  const { input } = state;
  if (base !== input.calendarHash || !isSweep(state, sweep)) return refuse('amend_base');
  return undefined;
}

/** All of an amendment is taken, or nothing. Each measure looks again by itself: it knows more than its programme. */
function amendRefused(state: ProgrammeState, command: Amend, today: CivilDate): Refused {
  const { input } = state;
  const { base, added, changes, dropped, sweep, letter } = command;
  if (base !== input.planHash || !isSweep(state, sweep)) return refuse('amend_base');
  const circumstances = { calendar: input.calendar, today, ...optional('letter', letter) };
  const first = input.measures.length + 1;
  return (
    firstOf(changes, ({ measure, ...change }) => {
      const known = knownAs(state, measure);
      return 'refusal' in known
        ? known
        : amendmentRefused(standingOf(state, known.plan), change, circumstances);
    }) ??
    firstOf(dropped, (measure) => {
      const known = knownAs(state, measure);
      if ('refusal' in known) return known;
      const { status, statusName } = standingOf(state, known.plan);
      return droppingRefused(measure, status, statusName);
    }) ??
    firstOf(added, ({ plan }, index) => {
      const again = added.findIndex((one) => one.plan.id === plan.id) !== index;
      if (again || input.measures.some((one) => one.id === plan.id))
        return refuse('amend_exists', { measure: plan.id });
      if (plan.number !== first + index) return refuse('amend_base');
      return additionRefused(plan, circumstances, input.measures);
    })
  );
}

/** A change tells the programme's own sweep and nobody else's. */
function isSweep({ input }: ProgrammeState, sweep: string | undefined): boolean {
  if (sweep === undefined) return true;
  const number = Number(sweep.split('/').at(-1));
  return Number.isSafeInteger(number) && sweep === sweepProcess(input.programme, number);
}

function knownAs(
  { input, standings }: ProgrammeState,
  measure: string,
): { readonly plan: MeasurePlan } | { readonly refusal: Refusal } {
  const plan = input.measures.find((one) => one.id === measure);
  if (plan !== undefined) return { plan };
  const allowed = input.measures
    .map((one) => one.id)
    .filter((id) => standings[id]?.status !== 'cancelled')
    .join('、');
  return refuse('amend_unknown', { measure, allowed });
}

/** As the programme knows it; what its milestones have come to only the measure itself does. */
function standingOf(
  { standings }: ProgrammeState,
  plan: MeasurePlan,
): Parameters<typeof amendmentRefused>[0] {
  const known = standings[plan.id];
  const status = known?.status ?? 'not_started';
  return {
    plan,
    status: status === 'not_started' ? 'under_way' : status,
    statusName: STATUS_NAMES[status as MeasureStatus] ?? status,
    due: known?.due ?? plan.deadline.date,
    milestonesDone: Object.fromEntries(plan.milestones.map(({ id }) => [id, true])),
  };
}

function firstOf<T>(list: readonly T[], refused: (one: T, index: number) => Refused): Refused {
  for (const [index, one] of list.entries()) {
    const found = refused(one, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
