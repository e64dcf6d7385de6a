import { byDate, longDate, personWithPost, shortDate } from '../phrases.ts';
import type { Wording } from '../section.ts';
import { reasonQuote } from './ladder.ts';
import { isAddressedAs, type View } from './view.ts';

/** 延期待审: to the decider, and to the rectification office for its opinion. */
export function extensionAsked(view: View): Wording {
  const { facts } = view;
  const by = facts.actBy ? `于${byDate(facts.actBy, facts.today)}` : '';
  return {
    subject: `${facts.measure} 申请延期${wished(facts)}，${facts.actBy ? `请于${shortDate(facts.actBy, facts.today)}前` : '请'}${isAddressedAs(view, 'rectification_office') ? '提出意见' : '审批'}`,
    lead: request(facts),
    quotes: reasonQuote(facts, '申请理由'),
    showMissing: true,
    ask: isAddressedAs(view, 'rectification_office')
      ? [`请${by}研提意见，供分管领导审批时参考。`]
      : [`请${by}审批；不同意的，请写明理由。`, '未批准前，原时限继续有效。'],
  };
}

/** 延期审批催办 */
export function extensionAgain(view: View): Wording {
  const { facts } = view;
  return {
    subject: `${facts.measure} 延期申请待审批，原时限${shortDate(facts.due, facts.today)}`,
    lead: [...request(facts), '该申请至今尚未批复。'],
    quotes: reasonQuote(facts, '申请理由'),
    ask: [
      `请${facts.actBy ? `于${byDate(facts.actBy, facts.today)}` : '尽快'}${isAddressedAs(view, 'rectification_office') ? '提出意见' : '审批'}。`,
      '未批准前，原时限继续有效。',
    ],
  };
}

/** 延期审批提级: told to the one above the decider. */
export function extensionAbove({ facts }: View): Wording {
  return {
    subject: `${facts.measure} 延期申请逾期未批`,
    lead: [
      ...request(facts),
      `该申请逾期未批复${facts.by ? `（审批人：${personWithPost(facts.by)}）` : ''}，原时限继续有效。`,
    ],
    quotes: reasonQuote(facts, '申请理由'),
    ask: ['建议督促审批人尽快批复；审批人因故不能履职的，建议明确代办人员。'],
  };
}

/** 同意延期: the original date stays on record. */
export function extensionGranted({ facts, unit }: View): Wording {
  const original = facts.originalDue;
  return {
    subject: `${facts.measure} 完成时限调整为${shortDate(facts.due, facts.today)}${original ? `(原${shortDate(original, facts.today)})` : ''}`,
    lead: [
      `${unit}牵头的${facts.measure}延期申请已获同意${facts.by ? `（${personWithPost(facts.by)}）` : ''}，完成时限调整为${longDate(facts.due, facts.today)}。`,
      ...(original ? [`原时限${longDate(original, facts.today)}仍留存记录。`] : []),
    ],
    quotes: reasonQuote(facts, '批复意见'),
    showMissing: true,
    ask: [`请按新的时限抓紧推进，于${byDate(facts.due, facts.today)}完成。`],
  };
}

/** 不同意延期: the date stands. */
export function extensionRefused({ facts, unit }: View): Wording {
  return {
    subject: `${facts.measure} 仍须于${shortDate(facts.due, facts.today)}前完成`,
    lead: [
      `${unit}牵头的${facts.measure}申请延期${wished(facts)}，未获同意${facts.by ? `（${personWithPost(facts.by)}）` : ''}。`,
      `完成时限仍为${longDate(facts.due, facts.today)}。`,
    ],
    quotes: reasonQuote(facts, '不同意的理由'),
    showMissing: true,
    ask: ['请按原时限抓紧推进；确有困难的，请及时与整改办联系。'],
  };
}

function wished(facts: View['facts']): string {
  return facts.wishedDue ? `至${shortDate(facts.wishedDue, facts.today)}` : '';
}

function request(facts: View['facts']): readonly string[] {
  const by = facts.by ? `${facts.leadUnit}（${personWithPost(facts.by)}）` : facts.leadUnit;
  const to = facts.wishedDue ? `至${longDate(facts.wishedDue, facts.today)}` : '';
  return [`${by}就${facts.measure}申请延期${to}，现时限为${longDate(facts.due, facts.today)}。`];
}
