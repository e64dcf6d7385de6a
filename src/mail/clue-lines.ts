import type { ClueFacts } from '../domain/clue/facts.ts';
import type { NoticeFacts } from '../domain/notice.ts';
import { countdown, longDate, shortDate } from './phrases.ts';
import type { Line } from './section.ts';
import { dateOf, timeOf } from '../domain/time.ts';

/** Which clue, where it came from and who holds it: 线索〔2022〕17号 问题线索（来源：法规处；承办：执法监督局） */
export function clueAbout({ measure, title }: NoticeFacts, { sender, holder }: ClueFacts): string {
  const holds = sender === holder ? '' : `；承办：${holder}`;
  return `${measure} ${title}（来源：${sender}${holds}）`;
}

/** The dates that run, and where one acts. */
export function clueLines(facts: NoticeFacts, clue: ClueFacts): readonly Line[] {
  const { letter } = clue;
  return [
    ...(clue.step === undefined
      ? []
      : [{ label: '本环节时限', text: `${clue.step}，${limit(facts, clue)}` }]),
    ...(letter === undefined
      ? []
      : [{ label: '转交函', text: `${letter.number}，${longDate(letter.due, facts.today)}前办结` }]),
    { label: '登录查看', text: `zhenggai clue show ${numberOf(facts)}` },
  ];
}

function limit(facts: NoticeFacts, { dueAt }: ClueFacts): string {
  const { due, originalDue, today } = facts;
  if (dueAt !== undefined) return `${longDate(dateOf(dueAt), today)}${timeOf(dueAt)}`;
  const left = countdown(facts, due);
  const original =
    originalDue === undefined || originalDue === due ? '' : `（原时限${shortDate(originalDue, today)}）`;
  const provisional = facts.provisional === true ? '（暂定，待国务院公布节假日安排）' : '';
  return `${longDate(due, today)}${left === '' ? '' : `，${left}`}${original}${provisional}`;
}

/** A clue's process is `<programme>/clue/<n>`: commands name it by the number. */
function numberOf({ process }: NoticeFacts): string {
  return process.slice(process.lastIndexOf('/') + 1);
}
