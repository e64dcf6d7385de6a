import { longDate, personWithPost } from '../phrases.ts';
import type { Wording } from '../section.ts';
import type { View } from './view.ts';

/** 问题可销号: the last of its measures was signed off. */
export function problemReady({ facts }: View): Wording {
  return {
    subject: `${facts.measure} 所属措施均已销号，请研究问题销号`,
    lead: [`${facts.measure}所属措施${measures(facts)}均已销号。`],
    ask: ['请对照该问题自身的销号标准核实，达到标准的，登记问题销号，并写明标准及达标情况。'],
  };
}

/** 问题已销号 */
export function problemSignedOff({ facts }: View): Wording {
  const standard = facts.problem?.standard;
  return {
    subject: `${facts.measure} 予以销号`,
    lead: [
      `${facts.measure}所属措施${measures(facts)}均已销号，经核实达到销号标准，于${longDate(facts.today, facts.today)}予以问题销号${facts.by ? `（${personWithPost(facts.by)}）` : ''}。`,
    ],
    quotes: standard === undefined ? [] : [{ label: '销号标准及达标情况', text: standard }],
    ask: [],
  };
}

/** 问题恢复整改: a measure of it was reopened. */
export function problemReopened({ facts }: View): Wording {
  const on = facts.problem?.signedOffOn;
  return {
    subject: `${facts.measure} 因措施重新整改，恢复为未销号`,
    lead: [
      `${facts.measure}所属措施${measures(facts)}重新整改，该问题恢复为未销号${on === undefined ? '' : `；${longDate(on, facts.today)}的问题销号留存记录`}。`,
    ],
    ask: ['所属措施再次全部销号后，请重新研究问题销号。'],
  };
}

function measures({ problem }: View['facts']): string {
  return problem === undefined ? '' : problem.measures.join('、');
}
