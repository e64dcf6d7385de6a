import { byDate, longDate, shortDate } from '../../phrases.ts';
import type { Wording } from '../../section.ts';
import { aside, byLimit, type ClueView, letterLimit, NOT_IN_MAIL, shortLimit, stepOf } from './common.ts';

/** 线索延期待审 */
export function extensionAsked({ facts, clue }: ClueView): Wording {
  const { today, actBy } = facts;
  return {
    subject: `${clue.code}申请延期${until(facts, shortDate)}，请${actBy === undefined ? '' : `于${shortDate(actBy, today)}前`}审批`,
    lead: [
      `${clue.holder}${aside(facts)}就${clue.code}的“${stepOf(clue)}”申请延期${until(facts, longDate)}，现时限为${longDate(facts.due, today)}。`,
      ...letterLimit(clue, today),
      NOT_IN_MAIL,
    ],
    ask: [
      `请登录查看申请理由，${actBy === undefined ? '' : `于${byDate(actBy, today)}`}审批；不同意的，请写明理由。`,
      '未批准前，原时限继续有效。',
    ],
  };
}

/** 同意线索延期: the date before stays on record. */
export function extensionGranted({ facts, clue, unit }: ClueView): Wording {
  const { originalDue, today } = facts;
  return {
    subject: `${clue.code}，${stepOf(clue)}时限调整为${shortDate(facts.due, today)}${originalDue === undefined ? '' : `(原${shortDate(originalDue, today)})`}`,
    lead: [
      `${clue.holder}就${clue.code}申请延期，已获同意${aside(facts)}，“${stepOf(clue)}”的时限调整为${longDate(facts.due, today)}。`,
      ...(originalDue === undefined ? [] : [`原时限${longDate(originalDue, today)}仍留存记录。`]),
      ...letterLimit(clue, today),
    ],
    ask: [`请${unit}按新的时限抓紧办理，于${byLimit(facts)}完成。`],
  };
}

/** 不同意线索延期: the date stands. */
export function extensionRefused({ facts, clue }: ClueView): Wording {
  return {
    subject: `${clue.code}，仍须于${shortLimit(facts)}完成${stepOf(clue)}`,
    lead: [
      `${clue.holder}就${clue.code}的“${stepOf(clue)}”申请延期${until(facts, longDate)}，未获同意${aside(facts)}。`,
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
    ask: [`请按原时限抓紧办理，于${byLimit(facts)}完成；确有困难的，请及时与整改办联系。`],
  };
}

function until({ clue, today }: ClueView['facts'], written: (date: string, today: string) => string): string {
  return clue?.until === undefined ? '' : `至${written(clue.until, today)}`;
}
