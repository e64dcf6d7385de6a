import { readFileSync, statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { sha256 } from './calendar.ts';
import type { PlanError } from './errors.ts';
import { parseYaml, type YamlSource } from './yaml-source.ts';

/** A file of a programme's folder, as it was read. */
export interface ReadFile {
  readonly name: string;
  /** SHA-256 of its bytes, in hex. */
  readonly sha256: string;
}

export type ReadSource =
  | { readonly ok: true; readonly source: YamlSource; readonly file: ReadFile }
  | { readonly ok: false; readonly error: PlanError };

/** Nothing where the folder can be looked into; else what is wrong with it. */
export function checkFolder(folder: string): readonly PlanError[] {
  try {
    if (statSync(folder).isDirectory()) return [];
    return [whole(folder, '这是文件', `应为含 plan.yaml 和 directory.yaml 的专项文件夹`)];
  } catch (error) {
    return [whole(folder, reason(error), '应为含 plan.yaml 和 directory.yaml 的专项文件夹')];
  }
}

/** Reads and parses one file of the folder. */
export function readSource(folder: string, name: string): ReadSource {
  return readFileAt(join(folder, name), `专项文件夹中应有可读的 ${name}，UTF-8 编码`, name);
}

/** Reads and parses one file. `expected`: what to say where it cannot be read. */
export function readFileAt(path: string, expected: string, name = path): ReadSource {
  try {
    const { size } = fileAt(path);
    if (size > MAX_BYTES) {
      const most = `应不超过 ${MAX_BYTES / MEGABYTE} MB`;
      return { ok: false, error: whole(path, `${Math.ceil(size / MEGABYTE)} MB`, most) };
    }
    const bytes = readFileSync(path);
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, source: parseYaml(path, text), file: { name, sha256: sha256(bytes) } };
  } catch (error) {
    return { ok: false, error: whole(path, reason(error), expected) };
  }
}

/** What is to be read, which has to be a file: a device or a pipe would never end. */
function fileAt(path: string): Stats {
  const stats = statSync(path);
  if (!stats.isFile()) throw Object.assign(new Error(), { code: stats.isDirectory() ? 'EISDIR' : 'NOFILE' });
  return stats;
}

const MEGABYTE = 1_000_000;
/** A plan of two thousand measures has about three and a half. */
const MAX_BYTES = 5 * MEGABYTE;

function whole(file: string, value: string, expected: string): PlanError {
  return { file, line: 0, path: '', value, expected };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: '不存在',
  EACCES: '无权读取',
  EISDIR: '这是文件夹',
  ENOTDIR: '路径中有一段是文件',
  NOFILE: '不是普通文件',
  ELOOP: '符号链接绕成了圈',
  ENAMETOOLONG: '路径过长',
  EPERM: '无权读取',
  EIO: '读取出错',
  ERR_INVALID_ARG_VALUE: '路径中含有不能用的字符',
  ERR_ENCODING_INVALID_ENCODED_DATA: '不是 UTF-8 文本',
};

function reason(error: unknown): string {
  const code =
    typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
  return (Object.hasOwn(REASONS, code) ? REASONS[code] : undefined) ?? `读不出（${code}）`;
}
