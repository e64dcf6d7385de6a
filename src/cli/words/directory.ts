import type { Person } from '../../domain/plan.ts';
import type { EventRecord } from '../../domain/record.ts';
import type { Post } from '../../domain/roster.ts';
import { actorText } from './who.ts';

interface Data {
  readonly people: readonly unknown[];
  readonly posts: readonly unknown[];
  readonly appointments: readonly unknown[];
  readonly person: Person;
  readonly post: Post;
  readonly process: string;
  readonly document: string;
}

const WORDS: Readonly<Record<string, (data: Data, who: string) => string>> = {
  DirectoryOpened: ({ people, posts, appointments }) =>
    `建立人员名册：${people.length} 人，${posts.length} 个岗位，${appointments.length} 项任职`,
  DirectoryExtended: ({ posts, document }) => `按调整后的方案增加 ${posts.length} 个岗位（依据 ${document}）`,
  PersonAppointed: ({ person, post }, who) =>
    `${who} 登记任职：${person.name}（${person.id}）任${post.title}`,
  PersonRelieved: ({ person, post }, who) =>
    `${who} 登记免职：${person.name}（${person.id}）不再担任${post.title}`,
  AddressChanged: ({ person }, who) =>
    `${who} 变更邮箱：${person.name}（${person.id}）改为 ${person.address}`,
  Subscribed: ({ process, posts }) => `${process} 订阅 ${posts.length} 个岗位的任职变动`,
};

/** A directory's event in words, without its full stop. */
export function directoryWords(record: EventRecord): string | undefined {
  return WORDS[record.type]?.(record.data as unknown as Data, actorText(record));
}
