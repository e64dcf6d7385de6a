import { followsAct } from '../domain/notice.ts';
import type { ToldBefore } from '../domain/ports.ts';
import { noticeKey, recipientKey } from './keys.ts';
import type { KeptLetter } from './kept.ts';

/**
 * What letters kept from before a restore show as told. A notice that followed an act never counts: in the restored process its id may
 * be another act's. A whole letter counts only where it carried everything that is to be sent now; one that tells of an act is known by its
 * Message-ID, which no other act's letter bears.
 */
export function toldBefore(letters: readonly KeptLetter[]): ToldBefore {
  const byNotice = new Map<string, string>();
  const byId = new Map(letters.map((letter) => [letter.messageId, letter]));
  for (const { messageId, recipient, notices } of letters)
    for (const notice of notices) byNotice.set(`${recipient} ${notice}`, messageId);
  return {
    notice: (programme, notice, person) =>
      followsAct(notice)
        ? undefined
        : byNotice.get(`${recipientKey(programme, person)} ${noticeKey(notice)}`),
    letter({ messageId, programme, person, notices }) {
      const kept = byId.get(messageId);
      if (kept === undefined || kept.recipient !== recipientKey(programme.id, person.id)) return undefined;
      const carried = new Set(kept.notices);
      if (!notices.every(({ notice }) => carried.has(noticeKey(notice.id)))) return undefined;
      return { response: kept.response, at: kept.at };
    },
  };
}
