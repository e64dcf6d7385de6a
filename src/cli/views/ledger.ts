import { wrap } from '../../plan/text.ts';
import type { Difference } from '../../store/check/compare.ts';
import type { Rebuilt } from '../ledger/rebuild.ts';
import type { Verified } from '../ledger/verify.ts';

const TABLE_NAMES: Readonly<Record<Difference['table'], string>> = {
  event: '全程记录',
  process: '现状',
  notice_letter: '信件所载通知',
  evidence_use: '佐证材料的使用',
  evidence: '佐证材料',
  person: '人员',
  post: '岗位',
  appointment: '任职',
  delivery: '发送记录',
  history: '引擎历史',
};

/** What comparing found: counts, then each difference. */
export function verifiedLines(verified: Verified, width: number): readonly string[] {
  const { processes, events, letters, lag, differences } = verified;
  return [
    `已核对 ${processes} 个流程、${events} 条记录，其中信件 ${letters} 封。`,
    ...(lag === 0 ? [] : [`台账另有 ${lag} 条记录正在写入，尚未核对。`]),
    ...(differences.length === 0
      ? ['台账与引擎历史完全一致。']
      : [
          `有 ${differences.length} 处不一致：`,
          ...differences.flatMap((one) => wrap(differenceText(one), width, '  ')),
        ]),
  ];
}

/** What rebuilding came to. */
export function rebuiltLines({ processes, events, left, removed }: Rebuilt): readonly string[] {
  return [
    `已从引擎历史重建 ${processes} 个流程、${events} 条记录。`,
    ...(removed.length === 0 ? [] : [`已清除引擎中没有的 ${removed.length} 项：${removed.join('、')}`]),
    ...left.map(({ process, reason }) => `未重建 ${process}：${reason}。`),
  ];
}

const SHOWN = 60;

function differenceText(one: Difference): string {
  const table = TABLE_NAMES[one.table];
  const at = one.seq === undefined ? one.row : `第 ${one.seq} 号`;
  const where = [one.process, table, at].filter((part) => part !== '').join(' · ');
  switch (one.what) {
    case 'missing':
      return `${where}：台账缺失`;
    case 'extra':
      return `${where}：台账多出，引擎历史中没有`;
    case 'changed':
      return `${where}：${one.column ?? ''} 台账为 ${shown(one.stands)}，应为 ${shown(one.expected)}`;
    case 'unsound':
      return `${one.process} · ${table}：${one.row}`;
    case 'unknown':
      return `${one.process}：引擎中没有这一流程`;
    case 'untold':
      return `${where}：已告知的通知不在任何信件中`;
  }
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? '';
  const points = Array.from(text);
  return points.length > SHOWN ? `${points.slice(0, SHOWN).join('')}…` : text;
}
