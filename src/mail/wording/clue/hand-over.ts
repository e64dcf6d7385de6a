import type { Wording } from '../../section.ts';
import { aside, byLimit, type ClueView, letterLimit, NOT_IN_MAIL, shortLimit } from './common.ts';

/** 待签收: handed over, sent elsewhere, designated or passed down. */
export function toAcknowledge({ facts, clue, unit }: ClueView): Wording {
  return {
    subject: `${clue.code}，请于${shortLimit(facts)}签收`,
    lead: [
      `${clue.sender}交来${clue.code}，请${unit}于${byLimit(facts)}签收。`,
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
    ask: ['请按时签收；不属于本单位职责的，请在时限内说明理由退回（经上级指定承办的除外）。'],
  };
}

/** 线索已签收、已受理: to the sender. */
export function received({ facts, clue }: ClueView): Wording {
  const next = clue.step === undefined ? '' : `，现由其办理下一环节“${clue.step}”，时限${byLimit(facts)}`;
  return {
    subject: `${clue.code}，${clue.holder}已接收${clue.step === undefined ? '' : `，下一环节：${clue.step}`}`,
    lead: [`${clue.holder}已接收${clue.sender}交来的${clue.code}${aside(facts)}${next}。`],
    ask: [],
  };
}

/** 线索退回: the sender holds it again, and has to send it elsewhere. */
export function returned({ facts, clue }: ClueView): Wording {
  const from = clue.other ?? '承办单位';
  return {
    subject: `${clue.code}，${from}已退回，请于${shortLimit(facts)}另行处理`,
    lead: [
      `${from}已退回${clue.code}${aside(facts, clue.times)}，现由${clue.holder}持有，办理时限随之转由${clue.holder}承担。`,
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
    ask: [
      `请登录查看退回理由，于${byLimit(facts)}重新移交有管辖权的单位。`,
      ...(clue.times === undefined ? [] : ['退回超过规定次数的，提请共同上级指定承办单位。']),
    ],
  };
}

/** 线索提请指定: to the common superior, after too many returns. */
export function toDesignate({ facts, clue }: ClueView): Wording {
  const times = clue.times === undefined ? '多次' : `${clue.times.count}次`;
  return {
    subject: `${clue.code}，请于${shortLimit(facts)}指定承办单位`,
    lead: [
      `${clue.sender}交来的${clue.code}已被退回${times}${clue.other === undefined ? '' : `，最近一次由${clue.other}退回`}，各单位未能就承办达成一致，现提请指定。`,
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
    ask: [`请登录查看各次退回理由，于${byLimit(facts)}指定承办单位；被指定的单位不得再退回。`],
  };
}

/** 线索转办、移送: to the unit that sent it, when it was passed down or transferred to a body outside. */
export function moved({ facts, clue }: ClueView): Wording {
  const done = `${clue.transfer === true ? '已移送' : '已转办'}${clue.other ?? clue.holder}`;
  return {
    subject: `${clue.code}，${done}`,
    lead: [`${clue.code}${done}${aside(facts)}，办理结果将另行告知。`],
    ask: [],
  };
}

/** 线索撤回: by the sender, before it was acknowledged. */
export function withdrawn({ facts, clue }: ClueView): Wording {
  return {
    subject: `${clue.code}，${clue.sender}已撤回，不需办理`,
    lead: [`${clue.sender}已撤回${clue.code}${aside(facts)}，此前的签收请求不再有效。`],
    ask: [],
  };
}

/** 线索并案: to both senders. */
export function joined({ facts, clue }: ClueView): Wording {
  const other = clue.joined ?? '另一线索';
  return {
    subject: `${clue.code}，与${other}并案办理`,
    lead: [
      `经核对，${clue.code}（来自${clue.sender}）与${other}反映同一对象，现并案由${clue.holder}办理${aside(facts)}。`,
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
    ask: ['并案后各自的来源和编号保留；办理结果一并告知双方。'],
  };
}

/** 线索承办人变动: the head of the unit that holds it names another. */
export function handlerRelieved({ facts, clue }: ClueView): Wording {
  return {
    subject: `${clue.code}，请于${shortLimit(facts)}明确承办人`,
    lead: [
      `${clue.holder}办理的${clue.code}，原承办人${clue.other ?? ''}已不再担任该岗位；其他环节的时限不变。`,
      NOT_IN_MAIL,
    ],
    ask: [`请于${byLimit(facts)}明确新的承办人，督促做好材料交接。`],
  };
}
