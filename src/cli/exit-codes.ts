/** What the command line ends with. Documented in docs/cli.md; a test holds both together. */
export const EXIT_CODES = {
  ok: 0,
  input: 1,
  usage: 2,
  not_running: 3,
  refused: 4,
  rejected: 5,
  not_recorded: 6,
  unreachable: 7,
  unsound: 8,
  defect: 70,
} as const;

export type Exit = keyof typeof EXIT_CODES;

/** The same for people, as the help prints them. */
export const EXIT_TEXTS: Readonly<Record<Exit, string>> = {
  ok: '已办',
  input: '所给的内容有误（方案、编号、日期、文件等），未作任何改动',
  usage: '命令用法有误',
  not_running: '没有正在运行的实例',
  refused: '按规则不予办理，拒绝已记录在案（再次启动、调整前核对不符的除外：不留记录）',
  rejected: '请求无效，未受理、未记录',
  not_recorded: '未确认，其后查明未记录：不会再办理',
  unreachable: '引擎、办理程序、数据库或邮件服务没有应答',
  unsound: '检查、核对发现不符或不能正常工作之处',
  defect: '程序内部错误',
};
