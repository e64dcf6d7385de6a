import fc from 'fast-check';
import type { Rules } from '../../src/domain/machine.ts';
import { nextDuty } from '../../src/domain/machine.ts';
import type { Draft } from '../../src/domain/record.ts';
import { accepted, clue, EVERYBODY, HAND_OVER, sealed, unit, verified, withClues } from './clue/clue.ts';
import { directory } from './directory/directory.ts';
import { gather, letter, notice } from './letter/letter.ts';
import { AFTERWARDS, approveAll, measure, submit } from './measure/measure.ts';
import { CALENDAR_MENDED, on } from './programme/amendment.ts';
import type { Signal } from '../../src/domain/signal.ts';
import { sweepRules1 } from '../../src/domain/sweep/rules.ts';
import { sweepInput, type SweepState } from '../../src/domain/sweep/state.ts';
import {
  gathering,
  programme,
  programmeInput,
  programmeWithProblem,
  REACHED,
  tells,
} from './programme/programme.ts';
import { at, Life, PEOPLE } from './support.ts';

/** What an archive may hold that nobody's rules ever wrote. */

const TYPES = [
  'MeasureStarted',
  'ProgressReported',
  'EvidenceAttached',
  'Commented',
  'OpinionGiven',
  'Submitted',
  'Withdrawn',
  'StepApproved',
  'Countersigned',
  'MeetingClosed',
  'StepPassedOver',
  'PublicNoticeBegun',
  'ObjectionRecorded',
  'LookBackDue',
  'LookedBack',
  'Reopened',
  'Returned',
  'SignedOff',
  'ExtensionRequested',
  'ExtensionGranted',
  'ExtensionRefused',
  'Urged',
  'ReminderSent',
  'MilestoneMissed',
  'Escalated',
  'LightChanged',
  'RosterHeard',
  'NoticeUndeliverable',
  'Suspended',
  'Resumed',
  'Cancelled',
  'UnitChanged',
  'SupportingAdded',
  'SupportingRemoved',
  'PartReported',
  'PartMissed',
  'DeputyAuthorised',
  'DeputyEnded',
  'Corrected',
  'Instructed',
  'InstructionAnswered',
  'LetterSealed',
  'SendRetried',
  'SendDeferred',
  'Delivered',
  'Undeliverable',
  'NoticeGathered',
  'NoticeTurnedAway',
  'PersonAppointed',
  'PersonRelieved',
  'AddressChanged',
  'Subscribed',
  'StandingHeard',
  'ProblemReady',
  'ProblemSignedOff',
  'ProblemReopened',
  'Amended',
  'Recalendared',
  'AmendmentRefused',
  'PlanAmended',
  'CalendarAnnounced',
  'ChangeAcknowledged',
  'DirectoryExtended',
  'SweepRegistered',
  'SweepRecalendared',
  'ReportPrepared',
  'ReportProposed',
  'ReportHeld',
  'ReportSent',
  'BriefSent',
  'DutyCovered',
  'Acknowledged',
  'Accepted',
  'ClueReturned',
  'Rerouted',
  'Designated',
  'ClueWithdrawn',
  'HandlerAssigned',
  'PlanMade',
  'Verified',
  'CaseFiled',
  'CaseAdvanced',
  'CaseOutcomeRecorded',
  'CaseDropped',
  'ConcludedWithoutCase',
  'FindingsReported',
  'FedBack',
  'SupplementAsked',
  'ClueClosed',
  'PassedDown',
  'TransferredOut',
  'ReceiptRecorded',
  'ResultRecorded',
  'FollowUpSet',
  'ClueExtensionAsked',
  'ClueExtensionGranted',
  'ClueExtensionRefused',
  'CrimeSuspected',
  'CrimeDecided',
  'CrimeTransferred',
  'PoliceAnswered',
  'ItemsAttached',
  'ContentRead',
  'ContentDestroyed',
  'ClueUrged',
  'ClueJoined',
  'ClueReminded',
  'ClueEscalated',
  'ClueRegistered',
  'ClueHeard',
  'toString',
];
const FIELDS = [
  'text',
  'figures',
  'requirement',
  'milestone',
  'opinion',
  'role',
  'closes',
  'units',
  'from',
  'until',
  'lookBack',
  'problem',
  'on',
  'result',
  'reason',
  'correctionDue',
  'daysLate',
  'asked',
  'to',
  'roster',
  'undelivered',
  'notice',
  'as',
  'retryAt',
  'response',
  'person',
  'appointment',
  'posts',
  'measure',
  'from',
  'due',
  'dueBefore',
  'minutes',
  'corrects',
  'unit',
  'task',
  'part',
  'post',
  'until',
  'name',
  'address',
  'deputy',
  'hostOffice',
  'of',
  'title',
  'leader',
  'instruction',
  'set',
  'unset',
  'change',
  'changes',
  'added',
  'dropped',
  'planHash',
  'document',
  'directory',
  'calendar',
  'calendarHash',
  'process',
  'processes',
  'applied',
  'status',
  'account',
  'news',
  'number',
  'leavesOn',
  'measures',
  'closes',
  'handler',
  'superior',
  'case',
  'stage',
  'fine',
  'warned',
  'items',
  'item',
  'substantiated',
  'outcome',
  'body',
  'followUp',
  'step',
  'transfer',
  'accepted',
  'by',
  'relieved',
  'code',
  'mark',
  'joined',
  'light',
  'holder',
  'handedOverOn',
  'cases',
  'statusText',
];

/** Values that are nearly right, and values that are not. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 1 }),
  fc.constantFrom(
    '2022-09-30',
    '9999-99-99',
    at('2022-09-30'),
    true,
    false,
    3,
    'to',
    'support',
    'red',
    'done',
    null,
    [],
  ),
  fc.constant({ seq: 9, holders: { 'jcc/head': [null] } }),
  fc.constant([{ value: 1 }, { value: 'x' }]),
  fc.constant({ post: 'ld/principal', role: 'principal_leader' }),
  fc.constant({ id: 'fgc', name: '法规处', person: 'li.si' }),
  fc.constant([{ role: 'office_head', id: 'constructor', title: '', unit: 'fgc', unitName: '', region: '' }]),
  fc.constantFrom('report', 'evidence'),
  fc.constantFrom({ title: '名称' }, { deadline: on('2022-09-16') }, { policy: { ladder: [null] } }),
  fc.constantFrom(CALENDAR_MENDED, { ...CALENDAR_MENDED, holidays: [null] }),
  fc.constant([{ measure: 'M01', set: { deadline: { date: '2022-09-16' } } }]),
  fc.constant({ number: '12号', date: '2022-06-20' }),
  fc.constant({ number: 1, title: 't', unit: 'u', reminded: 1, urged: 1, correctionDue: '2022-06-17' }),
  fc.constantFrom('M01', 'under_way', { type: 'Escalated', rung: 'special_report' }, ['M01', '__proto__']),
  fc.constantFrom(
    unit('zfj'),
    unit('hz'),
    { ...unit('fgc'), posts: [] },
    { ...unit('fgc'), id: '__proto__' },
  ),
  fc.constantFrom(
    [sealed('i1')],
    [sealed('constructor')],
    [{ item: 'x' }],
    'c1',
    'i1',
    'decision',
    'exposed',
  ),
  fc.constantFrom(
    { person: 'zfj.h', name: '某' },
    { seq: 9, holders: { 'zfj/case_handler': [] } },
    EVERYBODY,
  ),
  fc.constant([{ id: 'c1', stage: 'review', filedOn: '2022-06-20', outcomes: [] }]),
  fc.constant({ to: '2022-09-30', moves: 'deadline', at: 'soon', reason: '', by: '' }),
);

const draft: fc.Arbitrary<Draft> = fc.record({
  seq: fc.integer({ min: 2, max: 99 }),
  rules: fc.constant(1),
  type: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...TYPES) }, { weight: 1, arbitrary: fc.string() }),
  data: fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 12 }) as fc.Arbitrary<Draft['data']>,
  actor: fc.constant(null),
  requestId: fc.string(),
  cause: fc.constantFrom('update', 'duty', 'signal', 'outcome'),
  occurredAt: fc.constant(at('2022-06-20')),
  recordedAt: fc.constant(at('2022-06-20')),
});

function sweep(): Life<SweepState> {
  return new Life(sweepRules1, sweepInput(programmeInput(), 1), at('2022-06-01'));
}

function survives<S>(life: Life<S>): void {
  const rules: Rules<S> = life.current;
  const property = fc.property(
    fc.array(draft, { minLength: 1, maxLength: 8 }),
    fc.string(),
    (drafts, dutyId) => {
      let { state } = life;
      for (const one of drafts) {
        state = rules.evolve(state, { ...one, dutyId });
        rules.duties(state);
        rules.reactions(state, { ...one, data: {} });
      }
      // And what is left can still be shown, waited for and folded on.
      rules.sign(state, at('2022-09-05'));
      rules.card(state, at('2022-09-05'));
      rules.result(state);
      nextDuty(life.rules, { ...life.frame, state });
      const carried: S = JSON.parse(JSON.stringify(state));
      for (const one of life.drafts) expect(rules.evolve(carried, one)).toBeDefined();
    },
  );
  fc.assert(property, { numRuns: 100 });
}

const outside = () =>
  accepted().must('zfj.h', {
    type: 'transfer_out',
    body: '省纪委监委',
    document: '移送清单〔2022〕3号',
    followUp: '2022-06-20',
    items: [],
  });
const reported = () => tells(gathering(1).until(at('2022-09-07', '08:00')), 'M01', { news: REACHED });

describe('a fold over an archive that was tampered with throws nothing', () => {
  it('for a measure that is under way', () => survives(measure().until(at('2022-06-20'))));
  it('for a measure under review', () => survives(submit(measure(), at('2022-06-20'))));
  it('for a measure that is suspended', () =>
    survives(
      submit(measure(), at('2022-06-20')).must(PEOPLE.supervising, { type: 'suspend', reason: '等待' }),
    ));
  it('for a measure that is signed off', () =>
    survives(
      approveAll(submit(measure({ policy: AFTERWARDS }), at('2022-06-20')), at('2022-06-20')).until(
        at('2022-06-29'),
      ),
    ));
  it('for a letter', () => survives(gather(letter(), notice('a'))));
  it('for a directory', () => survives(directory()));
  it('for a programme', () => survives(programme()));
  it('for a sweep', () => survives(sweep()));
  it('for a clue handed over', () => survives(clue()));
  it('for a clue with a case', () => survives(verified().must('zfj.h', { type: 'file_case' })));
  it('for a clue passed down', () =>
    survives(accepted().must('zfj.h', { type: 'pass_down', unit: unit('hz'), due: '2022-06-20' })));
  it('for a clue outside', () => survives(outside()));
  it('for a programme that takes in clues', () => survives(withClues().must('gyc.h', HAND_OVER)));
  it('for a programme that keeps problems', () => survives(programmeWithProblem()));
  it('for a programme with a report that waits', () => survives(reported()));
});

describe('any signal whatever', () => {
  const signal = fc.record({
    type: fc.constantFrom(
      'roster',
      'undeliverable',
      'notice',
      'subscribe',
      'standing',
      'amend',
      'recalendar',
      'drop',
      'extend',
      'register',
      'acknowledge',
      'join',
      'clue',
      'x',
    ),
    from: fc.constantFrom('zj', 'zj/directory', 'zj/clue/1', 'zj/clue/2', '__proto__'),
    data: fc.dictionary(
      fc.constantFrom(
        'roster',
        'notices',
        'person',
        'response',
        'notice',
        'as',
        'posts',
        'measure',
        'change',
        'document',
        'set',
        'calendar',
        'calendarHash',
        'applied',
        'status',
        'due',
        'account',
        'news',
        'number',
        'code',
        'unit',
        'items',
        'by',
        'statusText',
        'light',
        'holder',
        'handedOverOn',
        'cases',
      ),
      value,
    ),
  });
  const lives = {
    measure: () => submit(measure(), at('2022-06-20')),
    letter,
    directory,
    programme: programmeWithProblem,
    gathering: () => gathering(1),
    clue: () => accepted(),
    'programme with clues': () => withClues().must('gyc.h', HAND_OVER),
  };

  it.each(Object.keys(lives) as (keyof typeof lives)[])(
    'becomes an event of a %s and wedges nothing',
    (kind) => {
      const property = fc.property(fc.array(signal, { maxLength: 6 }), (signals) => {
        const life = lives[kind]() as Life<unknown>;
        const before = life.drafts.length;
        for (const { type, data, from } of signals) life.hear(type, data as Signal['data'], { from });
        expect(life.drafts.length).toBeGreaterThanOrEqual(before + signals.length);
        expect(life.row.card.title).toBeDefined();
        life.until(at('2022-07-01'));
      });
      fc.assert(property, { numRuns: 25 });
    },
  );
});
