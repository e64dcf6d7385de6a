import { dateOf } from '../../domain/time.ts';
import type { listPeople } from '../../store/queries.ts';
import { table, type Column } from './table.ts';

type PersonInPost = Awaited<ReturnType<typeof listPeople>>[number];

const COLUMNS: readonly Column[] = [
  { head: '单位', least: 10 },
  { head: '岗位', least: 14 },
  { head: '姓名', least: 14 },
  { head: '人员编号', least: 8, rigid: true },
  { head: '邮箱', least: 16, rigid: true },
  { head: '岗位编号', least: 16, rigid: true },
  { head: '任职', least: 12 },
];

/** Below so many columns the unit is left out: most posts name it. */
const WIDE = 110;

/** Who holds which post. */
export function peopleLines(people: readonly PersonInPost[], width: number): readonly string[] {
  if (people.length === 0) return ['没有符合条件的任职。'];
  const narrow = width < WIDE;
  const rows = people.map((one) => [
    ...(narrow ? [] : [one.unitName]),
    one.postTitle,
    one.name,
    one.person,
    one.address,
    one.post,
    `${dateOf(one.since)} ${one.until === undefined ? '起' : `至 ${dateOf(one.until)}`}`,
  ]);
  return [...table(narrow ? COLUMNS.slice(1) : COLUMNS, rows, width), '', `共 ${people.length} 项任职。`];
}
