import { STEP_NAMES } from '../../../domain/clue/policy.ts';
import { daysBetween } from '../../../domain/time.ts';
import { countdown, lateness, longDate, personWithPost, pursuit, shortDate } from '../../phrases.ts';
import type { Wording } from '../../section.ts';
import { byLimit, type ClueView, letterLimit, NOT_IN_MAIL, shortLimit, stepOf } from './common.ts';

/** 线索提醒: before and on the date of a step, to whoever owes it. */
export function reminder({ facts, clue }: ClueView): Wording {
  const left = clue.dueAt === undefined ? countdown(facts, facts.due) : '';
  return {
    subject: `${clue.code}，${stepOf(clue)}${distance(facts)}(${shortLimit(facts).replace(/前$/, '')})`,
    lead: [
      `${owed(facts, clue)}${left === '' ? '' : `，${left}`}。`,
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
    ask: [
      clue.step === STEP_NAMES.oversee
        ? `请督促${clue.holder}按时办理并报告；转办不免除本单位的责任。`
        : '请按时办理并登录登记。',
      ...(canWait(facts, clue) ? ['如需延期，请在到期前提出申请。'] : []),
    ],
  };
}

/** Steps that are done by the unit that works on it; the others are too short to be put off, or the law's. */
const CAN_WAIT: ReadonlySet<string> = new Set(
  (['plan', 'verify', 'conclude', 'report'] as const).map((step) => STEP_NAMES[step]),
);

function canWait({ due, today }: ClueView['facts'], { step = '', dueAt }: ClueView['clue']): boolean {
  return due >= today && dueAt === undefined && CAN_WAIT.has(step);
}

function distance({ daysLeft, due, today }: ClueView['facts']): string {
  if (daysLeft > 0) return `距时限${daysLeft}个工作日`;
  if (daysLeft < 0) return `已过时限${-daysLeft}个工作日`;
  if (due === today) return '今日到期';
  return due > today ? '距时限已无工作日' : '已过时限';
}

/** 线索催办: of a late step, to the head; or because somebody pressed the button, late or not. */
export function urge({ facts, clue }: ClueView): Wording {
  const done = pursuit(facts);
  const { by } = facts;
  const late = isLate(facts);
  return {
    subject: `${clue.code}，${late ? `${stepOf(clue)}${lateFor(facts)}` : `请尽快办理“${stepOf(clue)}”`}`,
    lead: [
      ...(by === undefined ? [] : [`${personWithPost(by)}对${clue.code}提出催办。`]),
      `${late ? missed(facts, clue) : owed(facts, clue)}${done === '' ? '' : `；此前${done}`}。`,
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
    ask: [
      late
        ? `请今日下班前向${answersTo(clue)}说明未按时办理的原因和预计完成时间。`
        : `请今日下班前向${answersTo(clue)}说明目前进展和预计完成时间。`,
      '已具备条件的，请立即办理并登录登记。',
    ],
  };
}

/** To whom a late unit explains itself: where it is the sender itself, to whoever waits for it. */
function answersTo({ step, sender, holder }: ClueView['clue']): string {
  if (step === STEP_NAMES.extension) return '承办单位';
  return sender === holder || step === STEP_NAMES.follow_up ? '整改办' : '移交单位';
}

/** 线索督办: put to the supervising leader. */
export function supervise({ facts, clue }: ClueView): Wording {
  return {
    ...situation(facts, clue),
    ask: ['建议明确最终办理期限，并请承办单位每日反馈进展。', '如有客观原因，建议一并研究处理意见。'],
  };
}

/** 线索专报: put to the principal leader. */
export function principal({ facts, clue }: ClueView): Wording {
  return {
    ...situation(facts, clue),
    ask: ['建议批示明确办理期限和责任要求，由分管领导负责督促落实。'],
  };
}

function situation(facts: ClueView['facts'], clue: ClueView['clue']): Omit<Wording, 'ask'> {
  const done = pursuit(facts);
  return {
    subject: `${clue.code}，${stepOf(clue)}${lateFor(facts)}`,
    lead: [
      `${missed(facts, clue)}。`,
      ...(done === '' ? [] : [`此前${done}。`]),
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
  };
}

/** Who owes the step is not said: of an extension it is the unit that sent the clue, of a designation the superior. */
function owed(facts: ClueView['facts'], clue: ClueView['clue']): string {
  return `${clue.code}，“${stepOf(clue)}”应于${byLimit(facts)}完成`;
}

function missed(facts: ClueView['facts'], clue: ClueView['clue']): string {
  return `${owed(facts, clue)}，${lateFor(facts)}，尚未办理`;
}

function isLate({ daysLeft, due, today }: ClueView['facts']): boolean {
  return daysLeft < 0 || due < today;
}

function lateFor(facts: ClueView['facts']): string {
  return `已${lateness(facts).replace(/^已/, '')}`;
}

/** 移送跟进: to the unit that transferred it; the body outside the bureau gets no letter of ours. */
export function followUp({ facts, clue }: ClueView): Wording {
  const answer = clue.step === STEP_NAMES.crime_answer;
  const body = clue.other ?? (answer ? '公安机关' : clue.holder);
  const days = daysBetween(facts.today, facts.due);
  return {
    subject: `${clue.code}，请跟进${answer ? `${body}答复` : `移送${body}后的办理情况`}(${shortDate(facts.due, facts.today)})`,
    lead: [
      `${clue.code}已移送${body}，跟进日期为${longDate(facts.due, facts.today)}${days > 0 ? `，还有${days}天（自然日）` : ''}。`,
      `${body}不属本系统提醒、催办的范围。`,
    ],
    ask: [
      answer
        ? `请与${body}联系，登录登记是否立案的答复。`
        : `请与${body}联系了解办理情况，登录登记回执或移送结果；尚无结果的，另定跟进日期。`,
    ],
  };
}
