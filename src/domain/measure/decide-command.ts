import { personsOf, type RoleHolder } from '../roster.ts';
import { actorOf } from '../record.ts';
import { refuse } from '../refusals.ts';
import { dateOf, type Instant } from '../time.ts';
import { approversNow, isLastStep, permitStep, type UnderReview } from './approval.ts';
import { approve, closeMeeting, countersign, goOn } from './chain.ts';
import type { MeasureCommand } from './commands.ts';
import type { MeasureEvent } from './events.ts';
import { giveOpinion, grantExtension, refuseExtension, requestExtension } from './extension.ts';
import { correctionDate } from './correction.ts';
import { lookBack, reopen } from './look-back.ts';
import { isFull, KEPT_LIMIT } from './memory.ts';
import { isClueCommand } from './clues/commands.ts';
import { decideClues } from './clues/find.ts';
import { isLifeCommand } from './life/commands.ts';
import { decideLife } from './life/decide.ts';
import { beyondPart } from './life/parts.ts';
import { answerNotices } from './life/instruction.ts';
import { notice } from './notices.ts';
import { permit } from './permissions.ts';
import { checkEvidence, checkReport } from './progress.ts';
import { recordObjection, type OnNotice } from './public-notice.ts';
import { requirementStandings } from './requirements.ts';
import type { MeasureState } from './state.ts';
import { ahead, byOf, done, textOf, type Verdict } from './verdict.ts';

type SignedOff = Extract<MeasureState, { status: 'signed_off' }>;
type Command<T extends MeasureCommand['type']> = Extract<MeasureCommand, { type: T }>;

/** Decides what a person asks of a measure. */
export function decideCommand(
  state: MeasureState,
  command: MeasureCommand,
  person: string,
  post: string | undefined,
  now: Instant,
): Verdict {
  const permitted = permit(state, command.type, person, post);
  if ('refusal' in permitted) {
    const { refusal, as } = permitted;
    return { refusal, ...(as === undefined ? {} : { actor: actorOf(as) }) };
  }
  const verdict = decidePermitted(state, command, permitted.as, post, now);
  return 'refusal' in verdict && verdict.actor === undefined
    ? { ...verdict, actor: actorOf(permitted.as) }
    : verdict;
}

function decidePermitted(
  state: MeasureState,
  command: MeasureCommand,
  as: RoleHolder,
  post: string | undefined,
  now: Instant,
): Verdict {
  if (isLifeCommand(command)) return decideLife(state, command, as, now);
  if (isClueCommand(command)) return decideClues(state, command, as, now);
  switch (command.type) {
    case 'start':
      if (state.status !== 'not_started') return refuse('already_started');
      return done(as, { type: 'MeasureStarted', data: { by: 'command', ...textOf(command) } });
    case 'report':
      return (
        full(state) ??
        beyondPart(state, command, as) ??
        checkReport(state, command) ??
        report(state, command, as, now)
      );
    case 'attach': {
      const { type: _, ...data } = command;
      return (
        full(state) ??
        beyondPart(state, command, as) ??
        checkEvidence(state, command) ??
        done(as, { type: 'EvidenceAttached', data })
      );
    }
    case 'comment':
      return comment(state, command, as);
    case 'submit':
      return submit(state, command, as, now);
    case 'withdraw':
      return withdraw(state as UnderReview, command, as, now);
    case 'approve':
      return approve(state as UnderReview, command, as, post, now);
    case 'countersign':
      return countersign(state as UnderReview, command, as, post, now);
    case 'close_meeting':
      return closeMeeting(state as UnderReview, command, as, post, now);
    case 'record_objection':
      return recordObjection(state as OnNotice, command, as, now);
    case 'look_back':
      return lookBack(state, command, as, post, now);
    case 'reopen':
      return reopen(state as SignedOff, command, as, post, now);
    case 'return':
      return returnIt(state as UnderReview, command, as, post, now);
    case 'request_extension':
      return requestExtension(state, command, as, now);
    case 'grant_extension':
      return grantExtension(state, command, as, now);
    case 'refuse_extension':
      return refuseExtension(state, command, as, now);
    case 'urge': {
      const facts = { by: byOf(as), ...(command.text === undefined ? {} : { reason: command.text }) };
      const waiting = state.status === 'under_review' ? approversNow(state) : [];
      const to = waiting.length > 0 ? waiting : (['office_head', 'case_handler'] as const);
      const notices = [
        notice(state, { kind: 'urged_by_leader', to, cc: ['rectification_office'], facts }, now),
      ];
      return done(as, { type: 'Urged', data: { ...textOf(command), notices } });
    }
  }
}

function full(state: MeasureState) {
  return isFull(state) ? refuse('record_full', { limit: String(KEPT_LIMIT) }) : undefined;
}

/** The first report of a measure that is not started starts it. */
function startedBy(state: MeasureState): readonly MeasureEvent[] {
  return state.status === 'not_started' ? [{ type: 'MeasureStarted', data: { by: 'report' } }] : [];
}

function report(state: MeasureState, command: Command<'report'>, as: RoleHolder, now: Instant): Verdict {
  const { type: _, file, ...data } = command;
  const begun = startedBy(state);
  const answers: ReturnType<typeof answerNotices> =
    command.instruction === undefined
      ? { notices: [] }
      : answerNotices({ ...state, seq: state.seq + begun.length }, command.instruction, command.text, now);
  if ('refusal' in answers) return answers;
  const told = answers.notices.length === 0 ? {} : answers;
  const about = command.requirement === undefined ? {} : { requirement: command.requirement };
  const proven: readonly MeasureEvent[] =
    file === undefined
      ? []
      : [{ type: 'EvidenceAttached', data: { ...file, ...about, report: state.seq + begun.length + 1 } }];
  return done(as, ...begun, { type: 'ProgressReported', data: { ...data, ...told } }, ...proven);
}

function comment(state: MeasureState, command: Command<'comment'>, as: RoleHolder): Verdict {
  const { text, opinion } = command;
  return opinion === undefined
    ? done(as, { type: 'Commented', data: { text } })
    : giveOpinion(state, { text, opinion }, as);
}

function submit(state: MeasureState, command: Command<'submit'>, as: RoleHolder, now: Instant): Verdict {
  const standings = requirementStandings(state.input.plan.requirements, state);
  const missing = standings.filter((one) => !one.met).map((one) => one.missing);
  if (missing.length > 0) return refuse('requirements_missing', { missing: missing.join('；') });
  const { reopened } = state;
  if (reopened !== undefined && ![...state.reports, ...state.evidence].some((one) => one.seq > reopened.seq))
    return refuse('nothing_new', { date: reopened.on });
  return goOn(state, as, { type: 'Submitted', data: { round: state.round, ...textOf(command) } }, now);
}

/** Before the last step; where there is but one step, until it is decided: else nothing could ever be withdrawn. */
function withdraw(state: UnderReview, command: Command<'withdraw'>, as: RoleHolder, now: Instant): Verdict {
  const { by, for: behind } = state.submission;
  if (!personsOf(as).some((one) => one === by || one === behind) && as.role !== 'office_head')
    return refuse('not_submitter');
  if (isLastStep(state) && state.step > 0) return refuse('last_step');
  const asked = approversNow(state);
  const facts = {
    round: state.round,
    by: byOf(as),
    ...(command.text === undefined ? {} : { reason: command.text }),
  };
  const notices =
    asked.length === 0
      ? []
      : [notice(state, { kind: 'withdrawn', to: asked, cc: ['office_head'], facts }, now)];
  return done(as, { type: 'Withdrawn', data: { ...textOf(command), notices } });
}

function returnIt(
  state: UnderReview,
  command: Command<'return'>,
  held: RoleHolder,
  post: string | undefined,
  now: Instant,
): Verdict {
  const permitted = permitStep(state, held, post, command);
  if ('refusal' in permitted) return permitted;
  const correctionDue = correctionDate(state, dateOf(now));
  const data = { round: state.round, step: state.step + 1, reason: command.reason, correctionDue };
  const event: MeasureEvent = { type: 'Returned', data };
  const after = ahead(state, done(permitted.as, event).events, now);
  const facts = { reason: command.reason, by: byOf(permitted.as), round: state.round };
  const notices = [
    notice(
      after,
      { kind: 'returned', to: ['case_handler', 'office_head'], cc: ['rectification_office'], facts },
      now,
    ),
  ];
  return done(permitted.as, { ...event, data: { ...data, notices } });
}
