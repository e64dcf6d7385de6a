import { byDate, longDate, personWithPost, shortDate } from '../phrases.ts';
import type { Wording } from '../section.ts';
import { reasonQuote } from './ladder.ts';
import { isAddressedAs, type View } from './view.ts';

/** 销号公示: approved by all, shown to everybody before it is signed off. */
export function publicNotice(view: View): Wording {
  const { facts, unit } = view;
  const { measure, today } = facts;
  const until = facts.publicNotice?.until ?? today;
  const phone = facts.publicNotice?.phone;
  return {
    subject: `${measure} 已通过审定，公示至${shortDate(until, today)}`,
    lead: [
      `${unit}牵头的${measure}已通过各环节审定，自${longDate(facts.publicNotice?.from ?? today, today)}起公示，至${longDate(until, today)}止${phone === undefined ? '' : `，受理电话${phone}`}。`,
      '公示期满无异议的，自动销号。',
    ],
    ask: isAddressedAs(view, 'rectification_office')
      ? ['请将公示内容和受理电话向社会公布。', '收到异议的，请核实后登记，该项即退回补正。']
      : ['公示期间请配合做好解释说明。'],
  };
}

/** 公示异议: sent back because somebody objected. */
export function objection({ facts, unit }: View): Wording {
  const { measure, today } = facts;
  // Where the deadline is later than the days for correction, it stands.
  const until = facts.correctionDue ?? facts.due;
  return {
    subject: `${measure} 公示期间有异议，请于${shortDate(until, today)}前重新报审`,
    lead: [
      `${unit}牵头的${measure}在公示期间收到异议，公示终止，退回补正${facts.by ? `（登记人：${personWithPost(facts.by)}）` : ''}。`,
      `原完成时限${longDate(facts.originalDue ?? facts.due, today)}仍留存记录，是否逾期以最终通过的那次报审为准。`,
    ],
    quotes: reasonQuote(facts, '异议内容'),
    showMissing: true,
    ask: [`请针对异议逐项核实整改，于${byDate(until, today)}重新报审。`],
  };
}

const REASONS = { late: '逾期销号', reopened: '曾重新整改', drawn: '抽签抽中' } as const;

/** 回头看提醒: the day on which a signed-off measure is to be looked back at. */
export function lookBackDue({ facts }: View): Wording {
  const { measure, today, lookBack } = facts;
  const signedOff = lookBack ? `已于${longDate(lookBack.signedOffOn, today)}销号，` : '已销号，';
  return {
    subject: `${measure} 请开展“回头看”`,
    lead: [
      `${facts.leadUnit}牵头的${measure}${signedOff}${lookBack ? `因${REASONS[lookBack.reason]}` : ''}列入“回头看”。`,
    ],
    ask: [
      '请抽查佐证材料和实际成效，登记“回头看”结果和抽查情况。',
      '发现整改不到位、问题反弹的，请提出重新整改。',
    ],
  };
}

/** 回头看结果 */
export function lookedBack({ facts, unit }: View): Wording {
  const found = facts.lookedBack?.result === 'found';
  return {
    subject: `${facts.measure} “回头看”${found ? '发现问题' : '未发现问题'}`,
    lead: [
      `整改办已对${unit}牵头的${facts.measure}开展“回头看”，${found ? '发现问题' : '未发现问题'}${facts.by ? `（${personWithPost(facts.by)}）` : ''}。`,
    ],
    quotes: [
      ...reasonQuote(facts, found ? '发现的问题' : '情况'),
      ...(facts.lookedBack ? [{ label: '抽查情况', text: facts.lookedBack.sample }] : []),
    ],
    ask: found ? ['请对照所列问题自查，及时整改；需重新整改的，将另行通知。'] : [],
  };
}

/** 重新整改: a measure that was signed off begins a new round. */
export function reopened({ facts, unit }: View): Wording {
  const { measure, today } = facts;
  return {
    subject: `${measure} 重新整改，请于${shortDate(facts.due, today)}前完成`,
    lead: [
      `${unit}牵头的${measure}经研究重新整改${facts.by ? `（${personWithPost(facts.by)}）` : ''}，完成时限为${longDate(facts.due, today)}。`,
      ...(facts.signedOffOn ? [`${longDate(facts.signedOffOn, today)}的销号留存记录。`] : []),
    ],
    quotes: reasonQuote(facts, '重新整改的理由'),
    ask: [`请针对理由制定措施，抓紧整改，于${byDate(facts.due, today)}完成并报审。`],
  };
}
