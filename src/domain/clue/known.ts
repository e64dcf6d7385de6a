import { isCalendar } from '../amendment/known.ts';
import { isObject, type Shape } from '../guards.ts';
import { isRoster } from '../measure/known.ts';
import { isCivilDate } from '../time.ts';
import { STEPS } from './policy.ts';
import { CASE_STAGES } from './state.ts';
import { OUTCOMES, type ClueAccount } from './told.ts';
import type { ClueEventType } from './events.ts';

type Check = (value: unknown) => boolean;

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const number: Check = (value) => Number.isSafeInteger(value);
const perhaps =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const oneOf =
  (allowed: readonly string[]): Check =>
  (value) =>
    allowed.some((one) => one === value);
const person: Check = (value) => isObject(value) && text(value['person']) && text(value['name']);
const items: Check = (value) =>
  Array.isArray(value) &&
  value.every(
    (one) =>
      isObject(one) && ['item', 'sha256', 'keyId'].every((field) => text(one[field])) && number(one['size']),
  );
const unit: Check = (value) =>
  isObject(value) &&
  ['id', 'name', 'region'].every((field) => text(value[field])) &&
  Array.isArray(value['posts']) &&
  value['posts'].every(
    (one) =>
      isObject(one) &&
      ['role', 'id', 'title', 'unit', 'unitName', 'region'].every((field) => text(one[field])),
  );

/** What `evolve` builds on in each event's data. */
const FIELDS: Readonly<Record<ClueEventType, Readonly<Record<string, Check>>>> = {
  Acknowledged: { handler: perhaps(person) },
  Accepted: {},
  ClueReturned: { reason: text, superior: perhaps(unit) },
  Rerouted: { unit },
  Designated: { unit },
  ClueWithdrawn: {},
  HandlerAssigned: { handler: person },
  PlanMade: { items },
  Verified: { substantiated: flag, items },
  CaseFiled: { case: text },
  CaseAdvanced: {
    case: text,
    stage: oneOf(CASE_STAGES),
    on: isCivilDate,
    warned: perhaps(flag),
    fine: perhaps(text),
    document: perhaps(text),
  },
  CaseOutcomeRecorded: { case: text, outcome: oneOf(OUTCOMES), on: isCivilDate },
  CaseDropped: { case: text },
  ConcludedWithoutCase: {},
  FindingsReported: { items },
  FedBack: { items },
  SupplementAsked: {},
  ClueClosed: {},
  PassedDown: { unit, due: isCivilDate, own: perhaps(isCivilDate) },
  TransferredOut: { body: text, followUp: isCivilDate, items },
  ReceiptRecorded: { document: text, on: isCivilDate },
  ResultRecorded: { items },
  FollowUpSet: { to: isCivilDate },
  ClueExtensionAsked: { step: oneOf(STEPS), case: perhaps(text), to: isCivilDate, by: text },
  ClueExtensionGranted: {},
  ClueExtensionRefused: {},
  CrimeSuspected: { items },
  CrimeDecided: { transfer: flag },
  CrimeTransferred: { body: text },
  PoliceAnswered: {},
  ItemsAttached: { items },
  ContentRead: {},
  ContentDestroyed: { item: text },
  ClueUrged: {},
  ClueJoined: { number, code: text, unit, items, roster: isRoster },
  RosterHeard: { roster: isRoster, relieved: perhaps(person) },
  ClueReminded: {},
  ClueEscalated: {},
  LightChanged: {},
  ClueRecalendared: { change: number, calendar: isCalendar, calendarHash: text },
  NoticeUndeliverable: {},
};

/** Whether an event is one of a clue's, with the data that its type promises: what is read from an archive may be anything. */
export function isClueEvent({ type, data }: { readonly type: string; readonly data: Shape }): boolean {
  if (!Object.hasOwn(FIELDS, type)) return false;
  return Object.entries(FIELDS[type as ClueEventType]).every(([field, check]) => check(data[field]));
}

/** Whether it is what a clue tells of itself. */
export function isAccount(value: unknown): value is ClueAccount {
  if (!isObject(value)) return false;
  const texts = ['code', 'status', 'statusText', 'light', 'holder'].every((field) => text(value[field]));
  const dates = ['due', 'closedOn'].every((field) => value[field] === undefined || isCivilDate(value[field]));
  const named = ['measure', 'found'].every((field) => perhaps(text)(value[field]));
  return (
    texts &&
    dates &&
    named &&
    number(value['number']) &&
    isCivilDate(value['handedOverOn']) &&
    perhaps(flag)(value['substantiated']) &&
    Array.isArray(value['cases']) &&
    value['cases'].every(isCaseAccount)
  );
}

function isCaseAccount(value: unknown): boolean {
  return (
    isObject(value) &&
    text(value['id']) &&
    text(value['stage']) &&
    isCivilDate(value['filedOn']) &&
    perhaps(isCivilDate)(value['closedOn']) &&
    Array.isArray(value['outcomes']) &&
    value['outcomes'].every(
      (one) =>
        isObject(one) &&
        oneOf(OUTCOMES)(one['outcome']) &&
        isCivilDate(one['on']) &&
        perhaps(text)(one['amount']),
    )
  );
}
