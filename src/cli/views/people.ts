import { dateOf } from '../../domain/time.ts';
import type { listPeople } from '../../store/queries.ts';
import { table, type Column } from './table.ts';

type PersonInPost = Awaited<ReturnType<typeof listPeople>>[number];

const COLUMNS: readonly Column[] = [
  { head: '单位', least: 10 },
  { head: '岗位', least: 14 },
  { head: '姓名', least: 14 },
  { head: '人员编号' },
  { head: '邮箱', least: 16 },
  { head: '岗位编号', least: 18 },
  { head: '任职起止', least: 10 },
];

/** Who holds which post. */
export function peopleLines(people: readonly PersonInPost[], width: number): readonly string[] {
  if (people.length === 0) return ['没有符合条件的任职。'];
  const rows = people.map((one) => [
    one.unitName,
    one.postTitle,
    one.name,
    one.person,
    one.address,
    one.post,
    `${dateOf(one.since)} 起${one.until === undefined ? '' : `，${dateOf(one.until)} 止`}`,
  ]);
  return [...table(COLUMNS, rows, width), '', `共 ${people.length} 项任职。`];
}
