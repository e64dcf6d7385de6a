/**
 * Every way keys refuse, with its Chinese text. The keys are stable: docs/operations.md lists them (a test holds both together).
 * No text ever holds a key's bytes.
 */
export const KEY_ERRORS = {
  'keys-file-missing': (d: { file: string; why: string }) =>
    `找不到密钥文件 ${d.file}：${d.why}。请从保存处取回该文件，或改正 ZHENGGAI_KEYS。什么也没有启动，也没有写入。`,
  'keys-file-unreadable': (d: { file: string; reason: string }) =>
    `密钥文件 ${d.file} 读不出（${d.reason}），请检查权限和磁盘。`,
  'keys-file-unwritable': (d: { file: string; reason: string }) =>
    `密钥文件 ${d.file} 写不进去（${d.reason}），未作任何改动。`,
  'keys-file-exposed': (d: { file: string; mode: string }) =>
    `密钥文件 ${d.file} 的权限是 ${d.mode}，同组或其他用户也能读写，不予使用。请改为只有本人可读（chmod 600 ${d.file}），并查明是否已被他人读去。`,
  'keys-file-malformed': (d: { file: string; place: string; problem: string }) =>
    `密钥文件 ${d.file} 的 ${d.place} 不对：${d.problem}。请从备份取回，不要手工改写。`,
  'keys-unknown-field': (d: { file: string; place: string; problem: string }) =>
    `密钥文件 ${d.file} 的 ${d.place} 有不认识的字段：${d.problem}。请从备份取回，或换用写成该文件的版本。`,
  'keys-id-twice': (d: { file: string; place: string; id: string }) =>
    `密钥文件 ${d.file} 的 ${d.place} 与前面重号：${d.id}。每一编号只能有一把密钥，请从备份取回。`,
  'keys-length': (d: { file: string; place: string; id: string; found: number }) =>
    `密钥文件 ${d.file} 的 ${d.place}（${d.id}）长 ${d.found} 字节，应为 32 字节（base64）。请从备份取回。`,
  'keys-missing': (d: { file: string; id: string; by: string }) =>
    `密钥文件 ${d.file} 中没有密钥 ${d.id}，而${d.by}。没有它，已加密的内容读不出来。请从密钥文件的备份取回这把密钥，再行启动；未作任何改动。`,
  'keys-wrong': (d: { file: string; id: string; by: string }) =>
    `密钥文件 ${d.file} 中的密钥 ${d.id} 不是原来那一把（编号相同，内容不同），而${d.by}。请换回原来的密钥文件；未作任何改动。`,
  'keys-used-damaged': (d: { file: string; reason: string }) =>
    `已用密钥的登记 ${d.file} 读不出（${d.reason}）。请从备份取回该文件；未作任何改动。`,
  'keys-there-already': (d: { file: string; purpose: string; id: string }) =>
    `密钥文件 ${d.file} 已有${d.purpose}密钥 ${d.id}，未作任何改动。要换用新的，请用 zhenggai keys rotate。`,
  'keys-none-yet': (d: { file: string; purpose: string; name: string }) =>
    `密钥文件 ${d.file} 还没有${d.purpose}密钥，无从更换。请用 zhenggai keys add --for ${d.name}。`,
  'keys-subject-fixed': (d: { file: string; id: string }) =>
    `对象标记密钥（${d.id}，${d.file}）不能更换：换了以后，同一对象的新旧标记不再相同，重复线索就认不出来了。未作任何改动。`,
  'keys-changed-meanwhile': (d: { file: string }) =>
    `密钥文件 ${d.file} 刚被另一命令改写，本次未作任何改动。请重新执行。`,
  'keys-payload-damaged': (d: { process: string; event: string; id: string }) =>
    `引擎中 ${d.process} 的第 ${d.event} 号历史事件，其内容不是密钥 ${d.id} 所加密的原样：已被改动或损坏，不予采信。请从备份恢复引擎数据库，或查明是谁改动。`,
} as const;

/** A code of {@link KEY_ERRORS}. */
export type KeysErrorCode = keyof typeof KEY_ERRORS;

/** A refusal of keys: `code` for programs, `message` in Chinese for people. */
export class KeysError extends Error {
  readonly code: KeysErrorCode;

  constructor(code: KeysErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeysError';
    this.code = code;
  }
}

/** Makes the error for a code from its details. `cause` keeps the underlying error. */
export function keysError<C extends KeysErrorCode>(
  code: C,
  details: Parameters<(typeof KEY_ERRORS)[C]>[0],
  cause?: unknown,
): KeysError {
  const text = (KEY_ERRORS[code] as (d: typeof details) => string)(details);
  return new KeysError(code, text, cause === undefined ? undefined : { cause });
}
