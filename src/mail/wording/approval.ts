import { byDate, longDate, personWithPost, shortDate } from '../phrases.ts';
import type { Wording } from '../section.ts';
import { figureFindings } from './figures.ts';
import { reasonQuote } from './ladder.ts';
import type { View } from './view.ts';

/** 待审批: a submission has reached the recipient's step. */
export function toApprove({ facts }: View): Wording {
  const means = MEANS[facts.step?.mode ?? 'approve'];
  if (means !== undefined) {
    const { verb, ask } = means;
    return {
      subject: `${facts.measure} 申请销号，${askedBy(facts)}${verb}`,
      lead: [`${facts.leadUnit}已就${facts.measure}申请销号，现请${verb}。`, submission(facts)],
      quotes: figureFindings(facts),
      ask: ask(facts.actBy ? `于${byDate(facts.actBy, facts.today)}` : ''),
    };
  }
  return {
    subject: `${facts.measure} 申请销号，${askedBy(facts)}审核`,
    lead: [`${facts.leadUnit}已就${facts.measure}申请销号，现请您审核。`, submission(facts)],
    quotes: figureFindings(facts),
    ask: [
      `请逐条核对整改要求与佐证材料，${facts.actBy ? `于${byDate(facts.actBy, facts.today)}` : ''}提出意见。`,
      '不符合要求的，请退回并写明理由。',
    ],
  };
}

interface Means {
  readonly verb: string;
  readonly ask: (by: string) => readonly string[];
}

/** What a step that is closed by other means than an approval asks for. */
const MEANS: Readonly<Record<'approve' | 'countersign' | 'meeting', Means | undefined>> = {
  approve: undefined,
  countersign: {
    verb: '会签',
    ask: (by) => [
      `请就本单位配合的部分核对整改要求与佐证材料，${by}会签。`,
      '有不同意见的，请退回并写明理由。',
    ],
  },
  meeting: {
    verb: '提请会议审定',
    ask: (by) => [
      `请${by}提请会议审定，会后登记会议纪要的编号、会议日期和记录人。`,
      '会议未通过的，请退回并写明理由。',
    ],
  },
};

/** 审批催办: the approver has let the submission wait. */
export function toApproveAgain({ facts }: View): Wording {
  const verb = MEANS[facts.step?.mode ?? 'approve']?.verb ?? '审核';
  return {
    subject: `${facts.measure} 申请销号待审，${askedBy(facts)}${verb}`,
    lead: [`${facts.leadUnit}就${facts.measure}提交的销号申请，至今尚未${verb}。`, submission(facts)],
    quotes: figureFindings(facts),
    ask: [
      `请${facts.actBy ? `于${byDate(facts.actBy, facts.today)}` : '尽快'}完成${verb}；不符合要求的，请退回并写明理由。`,
      '因故不能审核的，可授权他人代办。',
    ],
  };
}

/** 审批提级: told to the one above the approver. */
export function approvalAbove({ facts }: View): Wording {
  return {
    subject: `${facts.measure} 销号申请逾期未审`,
    lead: [
      `${facts.leadUnit}就${facts.measure}提交的销号申请${stepName(facts)}逾期未审${facts.by ? `（审核人：${personWithPost(facts.by)}）` : ''}。`,
      submission(facts),
    ],
    quotes: figureFindings(facts),
    ask: ['建议督促审核人尽快审核；审核人因故不能履职的，建议明确代办人员。'],
  };
}

/** 退回补正: sent back, with a date for correction; the original date stays on record. */
export function returned({ facts, unit }: View): Wording {
  const { measure, today } = facts;
  const until = facts.correctionDue;
  return {
    subject: `${measure} 请${until ? `于${shortDate(until, today)}前` : '补正后'}重新报审`,
    lead: [
      `${unit}报审的${measure}${ordinal(facts)}被退回${facts.by ? `，退回人：${personWithPost(facts.by)}` : ''}。`,
      `原完成时限${longDate(facts.originalDue ?? facts.due, today)}仍留存记录，是否逾期以最终通过的那次报审为准。`,
    ],
    quotes: reasonQuote(facts, '退回理由'),
    showMissing: true,
    ask: [`请按退回理由逐项补正，${until ? `于${byDate(until, today)}` : ''}重新报审。`],
  };
}

/** 已撤回: the unit took its submission back; nobody need review it. */
export function withdrawn({ facts }: View): Wording {
  return {
    subject: `${facts.measure} 报审已撤回，暂不需审核`,
    lead: [
      `${facts.leadUnit}已撤回${facts.measure}的销号申请${facts.by ? `（撤回人：${personWithPost(facts.by)}）` : ''}，此前的审核请求不再有效。`,
    ],
    quotes: reasonQuote(facts, '撤回说明'),
    ask: [],
  };
}

/** 已销号: late never looks on time. */
export function signedOff({ facts, unit }: View): Wording {
  const late = facts.daysLate !== undefined && facts.daysLate > 0 ? `逾期${facts.daysLate}个工作日` : '';
  return {
    subject: `${facts.measure} 已通过审定，予以销号${late === '' ? '' : `(${late})`}`,
    lead: [
      `${unit}牵头的${facts.measure}已通过审定，于${longDate(facts.today, facts.today)}销号${late === '' ? '' : `（${late}）`}。`,
      '请妥善保存佐证材料，巩固整改成果；后续将视情开展“回头看”。',
    ],
    ask: [],
  };
}

function askedBy(facts: View['facts']): string {
  return facts.actBy ? `请于${shortDate(facts.actBy, facts.today)}前` : '请';
}

function submission(facts: View['facts']): string {
  const round = facts.round === undefined ? '' : `第${facts.round}轮`;
  const step = facts.step ? `第${facts.step.index}步“${facts.step.title}”，共${facts.step.of}步` : '';
  const where = round === '' && step === '' ? '' : `（${round}${step}）`;
  const when = facts.submittedOn ? `${longDate(facts.submittedOn, facts.today)}提交` : '';
  const complete = `要件${facts.missing.length === 0 ? '齐全' : ''}${facts.met}/${facts.of}。`;
  return when === '' && where === '' ? complete : `${when}${where}，${complete}`;
}

function stepName(facts: View['facts']): string {
  return facts.step ? `在“${facts.step.title}”环节` : '';
}

function ordinal(facts: View['facts']): string {
  return facts.round === undefined ? '' : `（第${facts.round}轮）`;
}
