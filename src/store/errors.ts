/**
 * Every way the store refuses, with its Chinese text. The keys are stable: the CLI maps them to exit codes and
 * docs/operations.md lists them (a test holds both together). No text ever holds a password.
 */
export const STORE_ERRORS = {
  'store-url-malformed': (d: { reason: string }) =>
    `数据库地址不对（${d.reason}）。应为 postgres://用户:口令@主机:端口/库名，口令中的特殊字符须按 URL 转义。`,
  'store-unreachable': (d: { where: string; reason: string }) =>
    `连不上数据库 ${d.where}（${d.reason}）。请检查数据库是否已启动、地址和端口是否正确。`,
  'store-login-refused': (d: { where: string; user: string }) =>
    `数据库 ${d.where} 不接受用户 ${d.user} 登录：用户名或口令不对，或该用户无权从本机连接。`,
  'store-no-database': (d: { where: string }) => `数据库 ${d.where} 不存在。请先建库，或检查地址中的库名。`,
  'store-not-ready': (d: { where: string; reason: string }) =>
    `数据库 ${d.where} 暂时不能受理（${d.reason}），请稍候再试。`,
  'store-busy': (d: { where: string; reason: string }) =>
    `数据库 ${d.where} 的连接已用满（${d.reason}），请稍候再试。`,
  'store-connection-lost': (d: { where: string; reason: string }) =>
    `与数据库 ${d.where} 的连接中断（${d.reason}）。未收到答复的写入可以原样重做。`,
  'store-timeout': (d: { where: string; reason: string }) =>
    `数据库 ${d.where} 未在限定时间内完成操作（${d.reason}）。`,
  'store-disk-full': (d: { where: string }) => `数据库 ${d.where} 所在磁盘已满，请先清出空间。`,
  'store-read-only': (d: { where: string }) => `数据库 ${d.where} 为只读（可能连到了备库），请检查地址。`,
  'store-encoding': (d: { where: string; found: string }) =>
    `数据库 ${d.where} 的编码是 ${d.found}，须为 UTF8。请以 UTF8 编码重新建库。`,
  'store-not-migrated': (d: { where: string; reason: string }) =>
    `数据库 ${d.where} 中缺少数据表（${d.reason}），请先升级数据表。`,
  'store-newer': (d: { migration: string }) =>
    `数据表已由较新版本的程序升级过（${d.migration}），本版本不能使用，请换用新版本程序。`,
  'store-migration-failed': (d: { migration: string; reason: string }) =>
    `升级数据表失败（${d.migration}）：${d.reason}。数据库保持升级前的样子。`,

  'ledger-conflict': (d: { process: string; seq: number; known: string; given: string }) =>
    `台账冲突：流程 ${d.process} 的第 ${d.seq} 号记录，台账所存为 ${d.known}，送来的是 ${d.given}。同一编号出现两种历史，未予写入；请用核查命令比对引擎历史。`,
  'ledger-gap': (d: { process: string; from: number; last: number }) =>
    `台账缺号：流程 ${d.process} 送来的记录从第 ${d.from} 号起，而台账只到第 ${d.last} 号。未予写入；台账若由旧备份恢复，请用重建命令从引擎历史补齐。`,
  'ledger-bad-record': (d: { process: string; seq: number; problem: string }) =>
    `送来的记录不对：流程 ${d.process} 的第 ${d.seq} 号，${d.problem}。未予写入。`,
  'ledger-shape': (d: { process: string; seq: number; type: string; problem: string }) =>
    `记录内容与台账所知的格式不符：流程 ${d.process} 的第 ${d.seq} 号（${d.type}），${d.problem}。未予写入。`,

  'evidence-missing-file': (d: { path: string }) => `找不到文件 ${d.path}。`,
  'evidence-unreadable': (d: { path: string; reason: string }) =>
    `文件 ${d.path} 读不出（${d.reason}），请检查权限。`,
  'evidence-not-a-file': (d: { path: string }) =>
    `${d.path} 不是普通文件。佐证材料须逐个文件提交，文件夹请先打成 zip。`,
  'evidence-empty': (d: { name: string }) => `文件“${d.name}”是空的，不能作为佐证材料。`,
  'evidence-too-large': (d: { name: string; limit: string }) =>
    `文件“${d.name}”超过 ${d.limit} 的上限，请压缩或拆分。`,
  'evidence-type': (d: { name: string; extension: string; allowed: string }) =>
    `不接受“${d.name}”这种文件（${d.extension}）；可用的有：${d.allowed}。`,
  'evidence-name': (d: { name: string }) => `文件名“${d.name}”不能用：去掉路径和控制字符后须有 1 到 200 字。`,
  'evidence-bad-hash': (d: { given: string }) =>
    `“${d.given}”不是佐证材料的编号（64 位小写十六进制的 SHA-256）。`,
  'evidence-absent': (d: { sha256: string; folder: string }) =>
    `佐证材料 ${d.sha256} 不在佐证库 ${d.folder} 中，请从备份恢复该文件。`,
  'evidence-changed': (d: { sha256: string; found: string }) =>
    `佐证材料 ${d.sha256} 的内容已被改动（现为 ${d.found}），不予使用，请从备份恢复该文件。`,
  'evidence-folder': (d: { folder: string; reason: string }) =>
    `佐证库 ${d.folder} 写不进去（${d.reason}），请检查权限和磁盘空间。`,
  'evidence-bucket-unreachable': (d: { where: string; endpoint: string; reason: string }) =>
    `连不上佐证库 ${d.where} 所在的存储服务 ${d.endpoint}（${d.reason}），材料未受影响，稍候可以原样重做。请检查该服务和 AWS_ENDPOINT_URL。`,
  'evidence-bucket-refused': (d: { where: string; endpoint: string; reason: string }) =>
    `存储服务 ${d.endpoint} 不准使用佐证库 ${d.where}（${d.reason}），材料未受影响。请检查 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY、AWS_REGION 及其权限（读、写、列出、删除），以及本机时钟。`,
  'evidence-bucket-missing': (d: { where: string; endpoint: string; reason: string }) =>
    `存储服务 ${d.endpoint} 上没有佐证库 ${d.where} 的存储桶（${d.reason}），材料未受影响。请先建桶，或检查 ZHENGGAI_EVIDENCE。`,
  'evidence-bucket-failed': (d: { where: string; endpoint: string; reason: string }) =>
    `存储服务 ${d.endpoint} 未能办理佐证库 ${d.where} 的请求（${d.reason}），材料未受影响。请检查该服务是否为 S3 存储服务及其日志。`,

  'sealed-no-key': (d: { purpose: string }) =>
    `密钥文件中没有用于${d.purpose}的密钥，未保存任何内容。请先用 zhenggai keys add 建立。`,
  'sealed-bad-item': (d: { given: string }) => `“${d.given}”不是密件的编号（32 位小写十六进制）。`,
  'sealed-absent': (d: { item: string; what: string; where: string }) =>
    `密件 ${d.item} 的${d.what}不在佐证库 ${d.where} 中，请从备份恢复。`,
  'sealed-changed': (d: { item: string; what: string }) =>
    `密件 ${d.item} 的${d.what}已被改动或损坏，不予使用，请从备份恢复。`,
  'sealed-key-unknown': (d: { item: string; keyId: string }) =>
    `密件 ${d.item} 由密钥 ${d.keyId} 封存，密钥文件中没有这把密钥。请从密钥文件的备份取回。`,
  'sealed-wrong-key': (d: { item: string; keyId: string }) =>
    `密件 ${d.item} 打不开：密钥文件中的 ${d.keyId} 不是封存它的那一把（编号相同，内容不同）。请换回原来的密钥文件。`,
  'sealed-destroyed': (d: { item: string; at: string }) =>
    `密件 ${d.item} 的密钥已于 ${d.at} 销毁，内容不能再读；编号、哈希值和办理记录仍在。`,
  'sealed-no-subject': (d: { given: string }) =>
    `“${d.given}”中没有可作为对象的文字：去掉空白和标点后须有内容。`,
} as const;

/** A code of {@link STORE_ERRORS}. */
export type StoreErrorCode = keyof typeof STORE_ERRORS;

/** The details a code's text needs. */
export type StoreErrorDetails<C extends StoreErrorCode> = Parameters<(typeof STORE_ERRORS)[C]>[0];

/** A refusal of the store: `code` for programs, `message` in Chinese for people. */
export class StoreError extends Error {
  readonly code: StoreErrorCode;

  constructor(code: StoreErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreError';
    this.code = code;
  }
}

/** Two histories claim one number, or a record does not continue the one before it. Trying again does not help. */
export class LedgerConflict extends StoreError {
  constructor(details: StoreErrorDetails<'ledger-conflict'>) {
    super('ledger-conflict', STORE_ERRORS['ledger-conflict'](details));
    this.name = 'LedgerConflict';
  }
}

/** Makes the error for a code from its details. `cause` keeps the underlying error. */
export function storeError<C extends Exclude<StoreErrorCode, 'ledger-conflict'>>(
  code: C,
  details: StoreErrorDetails<C>,
  cause?: unknown,
): StoreError {
  const text = (STORE_ERRORS[code] as (d: StoreErrorDetails<C>) => string)(details);
  return new StoreError(code, text, cause === undefined ? undefined : { cause });
}
