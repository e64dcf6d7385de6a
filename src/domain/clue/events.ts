import type { Altered } from '../amendment/summary.ts';
import type { Actor } from '../record.ts';
import type { Notice } from '../notice.ts';
import type { Roster } from '../roster.ts';
import type { CivilDate } from '../time.ts';
import type { Undelivered } from '../undelivered.ts';
import type { StepKind } from './policy.ts';
import type { ClueUnit } from './book.ts';
import type { CaseStage, ClueState, OtherCalendar, SealedRef } from './state.ts';

interface Told {
  readonly notices?: readonly Notice[];
}
interface Items {
  readonly items: readonly SealedRef[];
}
interface Late {
  /** Settled late: something was not running. */
  readonly late?: { readonly dueAt: string; readonly cause: 'not_running' };
}

/** What happens to a clue, with what each fact carries. */
export interface ClueEventData {
  Acknowledged: Told & { readonly handler?: { readonly person: string; readonly name: string } };
  Accepted: Told;
  ClueReturned: Told & { readonly reason: string; readonly superior?: ClueUnit };
  Rerouted: Told & { readonly unit: ClueUnit; readonly reason?: string };
  Designated: Told & { readonly unit: ClueUnit; readonly reason?: string };
  ClueWithdrawn: Told;
  HandlerAssigned: Told & { readonly handler: { readonly person: string; readonly name: string } };
  PlanMade: Told & Items & { readonly team: string; readonly document?: string };
  Verified: Told & Items & { readonly substantiated: boolean };
  CaseFiled: Told & { readonly case: string; readonly document?: string };
  CaseAdvanced: Told & {
    readonly case: string;
    readonly stage: CaseStage;
    readonly on: CivilDate;
    readonly document?: string;
    readonly warned?: true;
    readonly fine?: string;
  };
  CaseOutcomeRecorded: Told & {
    readonly case: string;
    readonly outcome: 'exposed' | 'published';
    readonly on: CivilDate;
  };
  CaseDropped: Told & { readonly case: string; readonly reason: string };
  ConcludedWithoutCase: Told & { readonly reason: string };
  FindingsReported: Told & Items & { readonly document?: string };
  FedBack: Told & Items;
  SupplementAsked: Told & { readonly reason: string };
  ClueClosed: Told;
  /** `own`: the passer's own date. */
  PassedDown: Told & { readonly unit: ClueUnit; readonly due: CivilDate; readonly own?: CivilDate };
  TransferredOut: Told &
    Items & { readonly body: string; readonly document: string; readonly followUp: CivilDate };
  ReceiptRecorded: Told & { readonly document: string; readonly on: CivilDate };
  ResultRecorded: Told & Items & { readonly on: CivilDate };
  FollowUpSet: Told & { readonly to: CivilDate };
  ClueExtensionAsked: Told & {
    readonly step: StepKind;
    readonly case?: string;
    readonly to: CivilDate;
    readonly reason: string;
    readonly by: string;
  };
  ClueExtensionGranted: Told;
  ClueExtensionRefused: Told & { readonly reason: string };
  CrimeSuspected: Told & Items;
  CrimeDecided: Told & { readonly transfer: boolean; readonly reason: string };
  CrimeTransferred: Told & { readonly body: string; readonly document: string };
  PoliceAnswered: Told & { readonly accepted: boolean; readonly document: string; readonly on: CivilDate };
  ItemsAttached: Told & Items;
  ContentRead: Told & { readonly item: string };
  ContentDestroyed: Told & { readonly item: string; readonly reason: string };
  ClueUrged: Told;
  ClueJoined: Told &
    Items & {
      readonly number: number;
      readonly code: string;
      readonly unit: ClueUnit;
      readonly by: Actor;
      /** Who works there. */
      readonly roster: Roster;
    };
  RosterHeard: Told & {
    readonly roster: Roster;
    readonly relieved?: { readonly person: string; readonly name: string };
  };
  ClueReminded: Told & Late;
  ClueEscalated: Told & Late & { readonly after: number };
  LightChanged: Late & { readonly light: ClueState['light'] };
  /** By another calendar of the State Council, which the programme was given by its event `change`. */
  ClueRecalendared: Told &
    OtherCalendar & {
      readonly change: number;
      readonly document: string;
      readonly altered: readonly Altered[];
    };
  NoticeUndeliverable: Told & { readonly undelivered: Undelivered['undelivered'] };
}
export type ClueEventType = keyof ClueEventData;
export type ClueEvent = {
  [T in ClueEventType]: { readonly type: T; readonly data: ClueEventData[T]; readonly actor?: Actor };
}[ClueEventType];
