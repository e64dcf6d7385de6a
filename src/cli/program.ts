import { Command, CommanderError } from 'commander';
import { App, jsonText } from './app.ts';
import { CHINESE_HELP, usageText } from './chinese.ts';
import { COMMAND_WORDS, commandsFor, commandWord } from './commands/index.ts';
import { CliError, failureOf, type Failure } from './errors.ts';
import { EXIT_CODES, EXIT_TEXTS } from './exit-codes.ts';
import { productVersion } from './recovery.ts';
import type { World } from './world.ts';

/** Runs the command line on arguments (without node and script) and gives the exit code. Never throws. */
export async function runCli(argv: readonly string[], world: World): Promise<number> {
  const app = new App(world);
  try {
    await buildProgram(app, await commandsFor(argv)).parseAsync(helped(argv), { from: 'user' });
    return EXIT_CODES[app.exit];
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return EXIT_CODES.ok;
    const failure = await failureOf(asUsage(error, argv));
    tell(failure, argv, world);
    return EXIT_CODES[failure.exit];
  }
}

/** `help plan show` as `plan show --help`: commander's own goes one level deep. */
function helped(argv: readonly string[]): string[] {
  const [first, ...words] = argv;
  if (first !== 'help' || words[0] === undefined) return [...argv];
  return COMMAND_WORDS.includes(words[0]) ? [...words, '--help'] : words;
}

/** The whole command line; printing and exiting are left to whoever parses with it. */
export function buildProgram(app: App, commands: Awaited<ReturnType<typeof commandsFor>>): Command {
  const { io } = app.world;
  const program = new Command('zhenggai')
    .description('整改专项督办：从启动、提醒、催办、报审到销号，全程留痕')
    .configureHelp(CHINESE_HELP)
    .configureOutput({
      writeOut: (text) => io.out(text.replace(/\n$/, '')),
      writeErr: (text) => io.err(text.replace(/\n$/, '')),
      // Errors are told in Chinese by runCli.
      outputError: () => undefined,
      getOutHelpWidth: () => io.width,
      getErrHelpWidth: () => io.width,
      getOutHasColors: () => io.colour,
      getErrHasColors: () => io.colour,
    })
    .exitOverride()
    .helpOption('-h, --help', '显示帮助')
    .helpCommand('help [命令]', '显示某一命令的帮助')
    .version(productVersion(), '-V, --version', '显示版本号')
    .option('--driven', '用推演的专项（时间由 advance 推进，邮件只存本机）')
    .option('--json', '以 JSON 输出，格式见 docs/cli.md')
    .option('--progress', '把进度写到标准错误，即使那不是终端')
    .option('--programme <编号>', '整改专项的编号；只有一个专项时不必给出');
  for (const add of commands) add(program, app);
  return program.addHelpText('after', `\n${exitCodeHelp()}`);
}

function exitCodeHelp(): string {
  const rows = Object.entries(EXIT_CODES).map(
    ([name, code]) => `  ${String(code).padEnd(4)}${EXIT_TEXTS[name as keyof typeof EXIT_CODES]}`,
  );
  return ['退出码：', ...rows].join('\n');
}

function asUsage(error: unknown, argv: readonly string[]): unknown {
  if (!(error instanceof CommanderError)) return error;
  const word = commandWord(argv);
  const help = word === undefined ? 'zhenggai --help' : `zhenggai help ${word}`;
  return new CliError('usage', { text: `${usageText(error)}。用法见 ${help}。` });
}

function tell(failure: Failure, argv: readonly string[], { io }: World): void {
  const { code, text, extra, stack } = failure;
  // The options may be what could not be read.
  if (argv.includes('--json')) io.out(jsonText({ error: { code, text, ...extra } }));
  else io.err(code === 'defect' && stack !== undefined ? `${text}\n${stack}` : text);
}
