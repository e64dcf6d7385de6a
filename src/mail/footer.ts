import type { ProgrammeCard } from '../domain/plan.ts';

/** What stands under every letter. */
export function footerOf({ contact, phone }: ProgrammeCard): string {
  const who = contact.includes('整改办') ? contact : `整改办${contact}`;
  return `本邮件为工作提示，不替代正式文书。严禁传递涉密信息。联系人：${who}，电话${phone}。`;
}

/** The sentence that opens a letter of several notices. */
export function openingOf(count: number): string {
  return `以下${count}件事项请您阅处，按轻重排列：`;
}
