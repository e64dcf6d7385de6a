import type { rulesInForce } from '../../store/queries.ts';
import { table, type Column } from './table.ts';

type InForce = Awaited<ReturnType<typeof rulesInForce>>[number];

const COLUMNS: readonly Column[] = [
  { head: '事项', rigid: true, least: 20 },
  { head: '现用规则', right: true },
  { head: '此前', least: 6 },
];

/** Which rules the open processes run under. */
export function rulesLines(inForce: readonly InForce[], latest: number, width: number): readonly string[] {
  const rows = inForce.map(({ process, rules, before }) => [
    process,
    String(rules),
    before.join('、') || '—',
  ]);
  const behind = inForce.filter(({ rules }) => rules < latest).length;
  const last =
    behind === 0
      ? `本程序的最新规则为 ${latest}，各事项均已采用。`
      : `本程序的最新规则为 ${latest}，有 ${behind} 项事项仍用较早的规则；由整改办用 zhenggai rules adopt --to ${latest} --as <人员> 改用。`;
  return [...table(COLUMNS, rows, width), '', last];
}
