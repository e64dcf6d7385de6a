import { isCalendar } from '../amendment/known.ts';
import type { Altered } from '../amendment/summary.ts';
import { Reader } from '../guards.ts';
import { isRoster } from '../measure/known.ts';
import type { Actor } from '../record.ts';
import { heldIn, rosterWith } from '../roster.ts';
import type { Signal } from '../signal.ts';
import type { Instant } from '../time.ts';
import { readUndelivered } from '../undelivered.ts';
import { isOver } from './clocks.ts';
import { owing } from './decide-duty.ts';
import { readItems, readUnit } from './parts.ts';
import type { ClueEvent } from './events.ts';
import { clueNotice, officeOf, unitOf } from './notices.ts';
import { movedDates } from './recount.ts';
import { aheadOf, isCovered, withNotices } from './told-whom.ts';
import type { ClueState } from './state.ts';

/** What a clue makes of what other processes tell it. None: it does not know the signal. */
export function decideClueSignal(state: ClueState, signal: Signal, now: Instant): readonly ClueEvent[] {
  switch (signal.type) {
    case 'roster':
      return rosterHeard(state, signal.data['roster'], now);
    case 'join':
      return signal.from === state.input.programme ? joined(state, signal, now) : [];
    case 'recalendar':
      return signal.from === state.input.programme ? recalendared(state, signal, now) : [];
    case 'undeliverable':
      return undeliverable(state, signal, now);
    default:
      return [];
  }
}

/** The directory tells of a change: a unit that has just got the clue hears of it; where its handler has gone, its head names another. */
function rosterHeard(state: ClueState, raw: unknown, now: Instant): readonly ClueEvent[] {
  if (!isRoster(raw)) return [];
  const roster = rosterWith(state.roster, raw);
  const { handler, custody } = state;
  const there = custody.unit.posts.some((post) =>
    heldIn(roster, post.id).some((one) => one.person === handler?.person),
  );
  const relieved = handler === undefined || there || isOver(state) ? {} : { relieved: handler };
  const event: ClueEvent = { type: 'RosterHeard', data: { roster, ...relieved } };
  const after = aheadOf(state, event, now);
  const arrived =
    state.status === 'handed_over' && !isCovered(state, custody.unit) && isCovered(after, custody.unit);
  return [
    withNotices(event, [
      ...(arrived
        ? [clueNotice(after, { kind: 'clue_to_acknowledge', to: [unitOf(custody.unit)] }, now)]
        : []),
      ...('relieved' in relieved
        ? [
            clueNotice(
              after,
              {
                kind: 'clue_handler_relieved',
                to: [unitOf(custody.unit, 'office_head')],
                facts: { other: handler?.name ?? '' },
                clock: after.clocks.find((one) => one.step === 'assign'),
              },
              now,
            ),
          ]
        : []),
    ]),
  ];
}

/** Another of the same subject comes into this one: both senders are told. */
function joined(state: ClueState, { data }: Signal, now: Instant): readonly ClueEvent[] {
  const r = new Reader(data);
  const number = r.int('number', 1, Number.MAX_SAFE_INTEGER);
  const code = r.line('code');
  const unit = readUnit(r, 'unit');
  const items = readItems(r);
  const { roster } = data;
  const by = data['by'] as unknown as Actor | undefined;
  if (r.problem !== undefined || typeof by?.person !== 'string' || !isRoster(roster)) return [];
  const event: ClueEvent = { type: 'ClueJoined', data: { number, code, unit, items, by, roster }, actor: by };
  const after = aheadOf(state, event, now);
  const to = [unitOf(state.input.from), unitOf(unit)];
  const cc = isOver(state) ? [officeOf(state)] : [unitOf(state.custody.unit)];
  return [
    withNotices(event, [clueNotice(after, { kind: 'clue_joined', to, cc, facts: { joined: code } }, now)]),
  ];
}

/** Another calendar of the State Council: whoever has a date by the former one is told of the new one. */
function recalendared(state: ClueState, { data }: Signal, now: Instant): readonly ClueEvent[] {
  const { change, document, calendar, calendarHash } = data;
  if (typeof change !== 'number' || typeof document !== 'string') return [];
  if (!isCalendar(calendar) || typeof calendarHash !== 'string') return [];
  const other = { change, document, calendar, calendarHash };
  const event = (altered: readonly Altered[]): ClueEvent => ({
    type: 'ClueRecalendared',
    data: { ...other, altered },
  });
  const after = aheadOf(state, event([]), now);
  const moved = movedDates(state, after);
  const altered = moved.map(({ clock: _, ...one }) => one);
  if (moved.length === 0) return [event(altered)];
  const to = moved.flatMap(({ clock }) => owing(after, clock));
  const about = { amended: { document, altered } };
  const notices = [
    clueNotice(
      after,
      { kind: 'clue_recalendared', to, cc: [officeOf(state)], about, clock: moved[0]?.clock },
      now,
    ),
  ];
  return [withNotices(event(altered), notices)];
}

/** A letter could not be delivered: the holder's head and the rectification office are told, but never about such a telling. */
function undeliverable(state: ClueState, signal: Signal, now: Instant): readonly ClueEvent[] {
  const read = readUndelivered(signal);
  if (read === undefined) return [];
  const { undelivered, about } = read;
  const event: ClueEvent = { type: 'NoticeUndeliverable', data: { undelivered } };
  if (about === undefined) return [event];
  const to = [unitOf(state.custody.unit, 'office_head'), officeOf(state)];
  const notice = clueNotice(
    { ...state, seq: state.seq + 1 },
    { kind: 'undeliverable', to, about: { undeliverable: about } },
    now,
  );
  return [withNotices(event, [{ ...notice, id: `${state.input.process}#undeliverable/${signal.from}` }])];
}
