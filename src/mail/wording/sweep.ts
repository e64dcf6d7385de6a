import type { Wording } from '../section.ts';
import type { View } from './view.ts';

/** 巡检异常: something of the programme is not alive or does not get on. */
export function sweep({ facts }: View): Wording {
  const { missing, of } = facts;
  return {
    subject: `每日巡检发现异常${missing.length}项`,
    lead: [`本日巡检共查事项和未了信件${of}项，发现下列异常，请及时处理，以免时限落空。`],
    quotes: missing.map((text, index) => ({ label: `异常${index + 1}`, text })),
    ask: [
      '请系统管理员按操作手册（zhenggai doctor）查明原因并恢复；恢复前，请整改办以电话等方式提醒有关处室。',
      '处理后可用 zhenggai sweep now 再次巡检。',
    ],
  };
}
