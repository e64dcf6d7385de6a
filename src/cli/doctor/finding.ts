/** What is looked at, in the order shown, with its name for people. */
export const ROWS = {
  settings: '设置',
  node: 'Node.js',
  go: 'Go',
  programs: '引擎程序',
  disk: '磁盘',
  zone: '时区',
  keys: '密钥',
  instance: '实例',
  ports: '端口',
  engine: '引擎',
  database: '数据库',
  evidence: '佐证库',
  clock: '时钟',
  worker: '办理程序',
  smtp: '邮件服务',
  letters: '信件',
} as const;

export type RowId = keyof typeof ROWS;

/** `skipped`: there is nothing to look at as things are. */
export type Verdict = 'ok' | 'warning' | 'broken' | 'skipped';

/** One row: what was found, and what to do about it. */
export interface Finding {
  readonly row: RowId;
  readonly verdict: Verdict;
  readonly found: string;
  /** What to do; absent where nothing is to be done. */
  readonly advice?: string;
}

/** All is well. */
export function ok(row: RowId, found: string): Finding {
  return { row, verdict: 'ok', found };
}

/** It works, but not for long, or not as one may think. */
export function warning(row: RowId, found: string, advice: string): Finding {
  return { row, verdict: 'warning', found, advice };
}

/** It does not work. */
export function broken(row: RowId, found: string, advice: string): Finding {
  return { row, verdict: 'broken', found, advice };
}

export function skipped(row: RowId, found: string): Finding {
  return { row, verdict: 'skipped', found };
}

/** A row's own errors are its finding: the other rows are looked at all the same. */
export async function guarded(row: RowId, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look();
  } catch (error) {
    return broken(
      row,
      `检查中出错：${error instanceof Error ? error.message : String(error)}`,
      '按所示原因处理后再检查一次。',
    );
  }
}
