import type { CheckedKeys } from '../keys/checking.ts';
import { CIPHER_NAMES, PURPOSE_NAMES, STANDING_NAMES } from '../words/keys.ts';
import { table } from './table.ts';

/** What `keys check` prints. Never a key. */
export function keysLines(
  { file, keys, used, sealed, processes, silent, sound }: CheckedKeys,
  width: number,
): readonly string[] {
  const purposeOf = (id: string): string => {
    const found = keys.find((one) => one.id === id);
    return found === undefined ? '—' : PURPOSE_NAMES[found.purpose];
  };
  return [
    `密钥文件 ${file}：${keys.length === 0 ? '没有密钥，内容不加密' : `${keys.length} 把密钥`}`,
    ...(keys.length === 0
      ? []
      : table(
          COLUMNS,
          keys.map(({ id, purpose, cipher, created, ageDays, current }) => [
            id,
            PURPOSE_NAMES[purpose],
            CIPHER_NAMES[cipher],
            created.slice(0, 10),
            `${ageDays} 天`,
            current ? '现用' : '旧，只用于读取',
          ]),
          width,
        )),
    ...used.map(
      ({ id, since, standing }) => `本实例自 ${since.slice(0, 10)} 用过 ${id}：${STANDING_NAMES[standing]}`,
    ),
    ...sealed.map(
      ({ id, items, standing }) => `${items} 件密封材料的密钥由 ${id} 封装：${STANDING_NAMES[standing]}`,
    ),
    ...(processes ?? []).map(
      ({ id, processes: count, example, standing }) =>
        `引擎中有 ${count} 个流程用 ${id}（${purposeOf(id)}）加密，如 ${example}：${STANDING_NAMES[standing]}`,
    ),
    ...(silent === undefined ? [] : [`引擎没有应答，未能核对其中的流程（${silent}）。`]),
    ...(processes === undefined && silent === undefined ? ['实例没有运行，未核对引擎中的流程。'] : []),
    sound ? '所需的密钥齐全。' : '所需的密钥不齐或未能查明：请从密钥文件的备份取回，再行启动。',
  ];
}

const COLUMNS = [
  { head: '编号', rigid: true },
  { head: '用途' },
  { head: '算法' },
  { head: '做成日期' },
  { head: '至今', right: true },
  { head: '' },
];
