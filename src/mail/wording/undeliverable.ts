import { personWithPost } from '../phrases.ts';
import type { Wording } from '../section.ts';
import type { View } from './view.ts';

/** 信件无法送达: someone did not get what they should know. */
export function undeliverable({ facts }: View): Wording {
  const lost = facts.undeliverable;
  const whom = lost ? personWithPost(lost) : '有关人员';
  return {
    subject: `${facts.measure} 致${whom}的信件未能送达`,
    lead: [
      `致${whom}的信件${lost && lost.subject !== '' ? `“${lost.subject}”` : ''}被邮件服务器拒收，本人未能收到。`,
    ],
    quotes: lost && lost.response !== '' ? [{ label: '服务器答复', text: lost.response }] : [],
    ask: ['请先以电话等方式将所涉事项通知本人。', '请核实其邮箱地址，并由系统管理员在名录中更正。'],
  };
}
