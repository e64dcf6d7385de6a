import type { MeasureState } from '../domain/measure/state.ts';
import { measureDuties } from '../domain/measure/duties.ts';
import { requirementStandings, type RequirementStanding } from '../domain/measure/requirements.ts';
import type { Notice } from '../domain/notice.ts';
import type { Row } from '../domain/process.ts';
import type { Duty, EventRecord } from '../domain/record.ts';
import { holdersOf, ROLES, type Role, type RoleHolder } from '../domain/roster.ts';
import { staffingOf } from '../domain/measure/staffing.ts';
import type { Instant } from '../domain/time.ts';
import { eventsOf, evidenceOf, listLetters } from '../store/queries.ts';
import { civilNow, measureStateOf } from './engine-state.ts';
import type { Instance } from './instance.ts';
import { noticesOf } from './words/who.ts';

type LetterView = Awaited<ReturnType<typeof listLetters>>[number];

/** A notice of a measure, and how it went with each person it goes to. */
export interface NoticeView {
  readonly notice: Notice;
  readonly seq: number;
  readonly at: Instant;
  readonly people: readonly NoticePerson[];
}

/** One recipient of a notice. The letter is absent until the ledger knows it. */
export interface NoticePerson {
  readonly person: string;
  readonly name: string;
  readonly postTitle: string;
  readonly address: string;
  readonly as: 'to' | 'cc';
  readonly letter?: Pick<
    LetterView,
    'letter' | 'status' | 'messageId' | 'response' | 'copies' | 'attempts' | 'at'
  >;
  /** Message-ID of the letter that told them before a restore; it was decided not to mail again. */
  readonly toldBefore?: string;
}

/** Everything that `show` tells of a measure. */
export interface MeasureView {
  readonly row: Row;
  readonly at: Instant;
  readonly clock: 'real' | 'driven';
  /** What only the engine knows; absent while nobody answers. */
  readonly live?: {
    readonly state: MeasureState;
    readonly requirements: readonly RequirementStanding[];
    readonly duties: readonly Duty[];
    readonly people: readonly { readonly role: Role; readonly holders: readonly RoleHolder[] }[];
    /** Events not yet in the ledger. */
    readonly behind: number;
  };
  readonly evidence: Awaited<ReturnType<typeof evidenceOf>>;
  readonly notices: readonly NoticeView[];
}

/** Brings together what `show` tells of a measure. */
export async function measureView(instance: Instance, row: Row): Promise<MeasureView> {
  const { db } = instance;
  const [at, found, evidence, letters, records] = await Promise.all([
    civilNow(instance, row.programme),
    measureStateOf(instance, row.process),
    evidenceOf(db, row.process),
    listLetters(db, { about: row.process }),
    eventsOf(db, row.process),
  ]);
  return {
    row,
    at,
    clock: instance.clock,
    evidence,
    notices: noticeViews(records, letters),
    ...(found === undefined
      ? {}
      : {
          live: {
            state: found.state,
            requirements: requirementStandings(found.state.input.plan.requirements, found.state),
            duties: measureDuties(found.state).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1)),
            people: peopleOf(found.state),
            behind: found.answer.frame.seq - row.seq,
          },
        }),
  };
}

function peopleOf(
  state: MeasureState,
): readonly { readonly role: Role; readonly holders: readonly RoleHolder[] }[] {
  const staffing = staffingOf(state);
  return ROLES.filter((role) => (staffing.roles[role] ?? []).length > 0).map((role) => ({
    role,
    holders: holdersOf(staffing, role),
  }));
}

function noticeViews(records: readonly EventRecord[], letters: readonly LetterView[]): readonly NoticeView[] {
  const key = (notice: string, person: string): string => `${notice} ${person}`;
  const known = new Map(letters.map((one) => [key(one.notice, one.person), one]));
  const told = new Map(records.flatMap(toldBefore).map((one) => [key(one.notice, one.person), one.letter]));
  return records.flatMap((record) =>
    noticesOf(record).map((notice) => ({
      notice,
      seq: record.seq,
      at: record.occurredAt,
      people: [
        ...notice.to.map((one) => ({ ...one, as: 'to' as const })),
        ...notice.cc.map((one) => ({ ...one, as: 'cc' as const })),
      ].map(({ person, name, postTitle, address, as }) => {
        const found = known.get(key(notice.id, person));
        const before = told.get(key(notice.id, person));
        return {
          person,
          name,
          postTitle,
          address,
          as,
          ...(found === undefined ? {} : { letter: letterPart(found) }),
          ...(before === undefined ? {} : { toldBefore: before }),
        };
      }),
    })),
  );
}

/** A notice that was not put into a letter, since one sent before a restore had told of it. */
function toldBefore({ type, data }: EventRecord): readonly {
  readonly notice: string;
  readonly person: string;
  readonly letter: string;
}[] {
  const result = type === 'EffectRefused' ? (data['result'] as Readonly<Record<string, string>>) : undefined;
  if (result?.['kind'] !== 'told_before') return [];
  const { notice = '', person = '', letter = '' } = result;
  return [{ notice, person, letter }];
}

function letterPart({
  letter,
  status,
  messageId,
  response,
  copies,
  attempts,
  at,
}: LetterView): NonNullable<NoticePerson['letter']> {
  return { letter, status, messageId, response, copies, attempts, at };
}
