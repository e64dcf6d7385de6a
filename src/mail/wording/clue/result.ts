import { STEP_NAMES } from '../../../domain/clue/policy.ts';
import type { Wording } from '../../section.ts';
import { aside, byLimit, type ClueView, letterLimit, NOT_IN_MAIL, shortLimit } from './common.ts';

/** 办理情况报告: the sender reads it and answers; of a result from outside, the unit that follows it up has still to report. */
export function reported({ facts, clue }: ClueView): Wording {
  const by = clue.other ?? clue.holder;
  const asked = clue.step === STEP_NAMES.feedback;
  return {
    subject: `${clue.code}，${asked ? `${by}已报告，请于${shortLimit(facts)}反馈意见` : `已登记${by}的办理结果`}`,
    lead: [
      `${asked ? `${by}已报告${clue.code}的办理情况` : `已登记${by}办理${clue.code}的结果`}${cases(clue)}${aside(facts)}。`,
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
    ask: asked
      ? [
          `请登录查阅办理情况报告，于${byLimit(facts)}反馈意见。`,
          '事实不清、证据不足的，请退回补充核查并写明要求。',
        ]
      : ['请登录查阅。'],
  };
}

/** 反馈意见: to the unit that reported. */
export function fedBack({ facts, clue }: ClueView): Wording {
  return {
    subject: `${clue.code}，${clue.sender}已反馈意见`,
    lead: [`${clue.sender}已就${clue.code}的办理情况报告反馈意见${aside(facts)}。`, NOT_IN_MAIL],
    ask: ['请登录查阅。'],
  };
}

/** 补充核查: back to the holder. */
export function supplement({ facts, clue, unit }: ClueView): Wording {
  return {
    subject: `${clue.code}，请于${shortLimit(facts)}完成补充核查`,
    lead: [
      `${clue.sender}对${clue.code}的办理情况报告提出补充核查${aside(facts, clue.times)}，现由${unit}继续办理。`,
      ...letterLimit(clue, facts.today),
      NOT_IN_MAIL,
    ],
    ask: [`请登录查看补充核查要求，于${byLimit(facts)}完成并重新报告办理情况。`],
  };
}

/** 线索办结: to the unit that reported. */
export function closed({ facts, clue }: ClueView): Wording {
  return {
    subject: `${clue.code}，已办结`,
    lead: [`${clue.code}已予办结${cases(clue)}${aside(facts)}，各环节的提醒和催办不再有效。`],
    ask: ['请将有关材料归档。'],
  };
}

/** 涉嫌犯罪待决定: the head of the body decides whether it is transferred. */
export function crimeAsked({ facts, clue }: ClueView): Wording {
  return {
    subject: `${clue.code}涉嫌犯罪，请于${shortLimit(facts)}决定是否移送`,
    lead: [
      `${clue.holder}办理${clue.code}，认为涉嫌犯罪，提请决定是否移送公安机关${aside(facts)}。`,
      NOT_IN_MAIL,
    ],
    ask: [
      `请登录查阅，于${byLimit(facts)}作出移送或者不移送的决定；不移送的，请记明理由。`,
      '决定移送的，应在24小时内移送（《行政执法机关移送涉嫌犯罪案件的规定》）。',
    ],
  };
}

/** 涉嫌犯罪决定: to the unit that holds it. */
export function crimeDecided({ facts, clue, unit }: ClueView): Wording {
  const transfer = clue.transfer === true;
  const to = clue.other ?? '公安机关';
  return {
    subject: transfer
      ? `${clue.code}决定移送，请于${shortLimit(facts)}移送${to}`
      : `${clue.code}决定不移送，请继续办理`,
    lead: [
      `${clue.code}涉嫌犯罪一事，已决定${transfer ? `移送${to}` : '不移送'}${aside(facts)}。`,
      NOT_IN_MAIL,
    ],
    ask: transfer
      ? [`请${unit}于${byLimit(facts)}移送，并登录登记移送机关和文号。`]
      : ['请按原环节和时限继续办理；不移送的理由请登录查看。'],
  };
}

/** ，立案2件; nothing where the notice does not tell. */
function cases({ cases: count }: ClueView['clue']): string {
  if (count === undefined) return '';
  return count === 0 ? '，未立案' : `，立案${count}件`;
}
