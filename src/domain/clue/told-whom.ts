import type { ClueFacts } from './facts.ts';
import type { Notice, NoticeKind } from '../notice.ts';
import type { Draft } from '../record.ts';
import type { RoleHolder } from '../roster.ts';
import type { Instant } from '../time.ts';
import type { ClueEvent } from './events.ts';
import { firstClock } from './clocks.ts';
import { evolveClue } from './evolve.ts';
import { clueNotice, holderName, officeOf, unitOf, type Asked, type ClueNotice } from './notices.ts';
import type { ClueUnit } from './book.ts';
import type { ClueState } from './state.ts';

/** Who hears of what people do with a clue. */

/** The state as it will be after an event, for notices that tell of it. */
export function aheadOf(state: ClueState, event: ClueEvent, now: Instant): ClueState {
  const { type, data, actor = null } = event;
  const draft: Draft = {
    seq: state.seq + 1,
    rules: 0,
    type,
    data: data as unknown as Draft['data'],
    actor,
    requestId: '',
    cause: 'update',
    occurredAt: now,
    recordedAt: now,
  };
  return evolveClue(state, draft);
}

/** The event with the notices that follow from it. */
export function told(state: ClueState, event: ClueEvent, as: RoleHolder, now: Instant): ClueEvent {
  const after = aheadOf(state, event, now);
  const about = { by: { name: as.name, postTitle: as.postTitle } };
  const notices = specsOf(state, after, event).map((spec) => clueNotice(after, { about, ...spec }, now));
  return withNotices(event, notices);
}

export function withNotices(event: ClueEvent, notices: readonly Notice[]): ClueEvent {
  return notices.length === 0 ? event : ({ ...event, data: { ...event.data, notices } } as ClueEvent);
}

function specsOf(before: ClueState, after: ClueState, event: ClueEvent): readonly ClueNotice[] {
  const holder = unitOf(after.custody.unit);
  const sender = unitOf(before.level.from);
  const office = officeOf(after);
  const one = (
    kind: NoticeKind,
    to: readonly Asked[],
    facts: Partial<ClueFacts> = {},
    cc: readonly Asked[] = [],
  ): readonly ClueNotice[] => [{ kind, to, cc, facts }];
  switch (event.type) {
    case 'Accepted':
      return one('clue_received', [sender]);
    case 'ClueReturned': {
      const other = { other: before.level.to.name, times: timesOf(before) };
      if (event.data.superior === undefined) return one('clue_returned', [holder], other);
      const leaders = unitOf(after.custody.unit, 'supervising_leader', 'principal_leader');
      return one('clue_to_designate', [leaders], other, [sender, office]);
    }
    case 'Rerouted':
    case 'Designated': {
      // The unit that was returned to knows; one that lost it by designation has returned it itself.
      return arrival(before, after, event.data.unit);
    }
    case 'PassedDown':
      return [
        ...arrival(before, after, event.data.unit),
        { kind: 'clue_moved', to: [sender], facts: { other: event.data.unit.name } },
      ];
    case 'ClueWithdrawn':
      return one('clue_withdrawn', [unitOf(before.custody.unit)]);
    case 'ConcludedWithoutCase':
    case 'Acknowledged':
    case 'PlanMade':
    case 'Verified':
    case 'CaseFiled':
    case 'CaseAdvanced':
    case 'CaseOutcomeRecorded':
    case 'CaseDropped':
    case 'HandlerAssigned':
    case 'ReceiptRecorded':
    case 'FollowUpSet':
    case 'PoliceAnswered':
    case 'ItemsAttached':
    case 'ContentRead':
    case 'ContentDestroyed':
      return [];
    case 'FindingsReported':
    case 'ResultRecorded': {
      const joined = after.joined.map(({ unit }) => unitOf(unit));
      return one('clue_reported', [sender], { other: holderName(before) }, joined);
    }
    case 'FedBack':
      return one('clue_fed_back', [unitOf(before.level.to)]);
    case 'SupplementAsked': {
      const { supplements: count } = after.level;
      return one('clue_supplement', [holder], { times: { count, of: after.input.policy.supplements } });
    }
    case 'ClueClosed': {
      const joined = after.joined.map(({ unit }) => unitOf(unit));
      // Of a level below only who was on it: the clue goes on.
      const cc = before.below.length > 0 ? [] : [...joined, office];
      return one('clue_closed', [unitOf(before.level.to)], {}, cc);
    }
    case 'TransferredOut':
      return one('clue_moved', [sender], { other: event.data.body, transfer: true }, [office]);
    case 'ClueExtensionAsked':
      return [
        {
          kind: 'clue_extension_asked',
          to: [deciders(before)],
          facts: { until: event.data.to },
          clock: askedClock(after),
        },
      ];
    case 'ClueExtensionGranted':
    case 'ClueExtensionRefused': {
      const until = before.extension?.to;
      const kind =
        event.type === 'ClueExtensionGranted' ? 'clue_extension_granted' : 'clue_extension_refused';
      return [
        {
          kind,
          to: [holder],
          facts: until === undefined ? {} : { until },
          clock: askedClock({ ...before, clocks: after.clocks }),
        },
      ];
    }
    case 'CrimeSuspected':
      return [
        {
          kind: 'clue_crime_asked',
          to: [unitOf(after.custody.unit, 'principal_leader')],
          cc: [unitOf(after.custody.unit, 'supervising_leader', 'office_head')],
          clock: clockAt(after, 'crime_decide'),
        },
      ];
    case 'CrimeDecided':
      return [
        {
          kind: 'clue_crime_decided',
          to: [holder],
          facts: { transfer: event.data.transfer },
          clock: clockAt(after, 'crime_transfer'),
        },
      ];
    case 'CrimeTransferred':
      return one('clue_moved', [sender], { other: event.data.body, transfer: true }, [office]);
    case 'ClueUrged':
      // As it stood before: an urging does not count itself.
      return [{ kind: 'clue_urge', to: [holder], clock: firstClock(before) }];
    case 'ClueJoined':
    case 'RosterHeard':
    case 'ClueRecalendared':
    case 'ClueReminded':
    case 'ClueEscalated':
    case 'LightChanged':
    case 'NoticeUndeliverable':
      return [];
  }
}

/** Whom a unit is told by that a clue has come; where the directory has not told yet who holds its posts, they hear of it then. */
function arrival(before: ClueState, after: ClueState, unit: ClueUnit): readonly ClueNotice[] {
  return isCovered(after, unit)
    ? [{ kind: 'clue_to_acknowledge', to: [unitOf(unit)], facts: { sender: before.custody.unit.name } }]
    : [];
}

/** Whether it is known who holds a unit's posts. */
export function isCovered({ roster }: ClueState, unit: ClueUnit): boolean {
  return unit.posts.every((post) => Object.hasOwn(roster.holders, post.id));
}

/** Who decides an extension: the sender's head; of a unit that sent it to itself, its leader. */
export function deciders({ level, custody }: ClueState): Asked {
  const own = level.from.id === custody.unit.id;
  return unitOf(level.from, own ? 'supervising_leader' : 'office_head');
}

function askedClock({ clocks, extension }: ClueState): ClueNotice['clock'] {
  return clocks.find((one) => one.step === extension?.step && one.case === extension.case);
}

function clockAt({ clocks }: ClueState, step: string): ClueNotice['clock'] {
  return clocks.find((one) => one.step === step);
}

function timesOf({ level, input }: ClueState): NonNullable<ClueFacts['times']> {
  return { count: level.reroutes + 1, of: input.policy.reroutes };
}
