import type { Argument, Command, CommanderError, Help, Option } from 'commander';
import { widthOf, wrap } from '../plan/text.ts';

/** Commander's own words in Chinese. */

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法：',
  'Arguments:': '参数：',
  'Options:': '选项：',
  'Global Options:': '通用选项：',
  'Commands:': '命令：',
};

/** For `configureHelp`. */
export const CHINESE_HELP: Partial<Help> = {
  showGlobalOptions: true,
  styleTitle: (title) => TITLES[title] ?? title,
  displayWidth: widthOf,
  boxWrap: (text, width) =>
    text
      .split('\n')
      .flatMap((line) => wrap(line, width + 2))
      .join('\n'),
  commandUsage: (command) => {
    const names: string[] = [];
    for (let at: Command | null = command; at !== null; at = at.parent) names.unshift(at.name());
    return [...names, usageOf(command)].filter((part) => part !== '').join(' ');
  },
  subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(argumentText)].join(' '),
  optionDescription: (option) => `${option.description}${choicesOf(option)}`,
  argumentDescription: (argument) => `${argument.description}${choicesOf(argument)}`,
};

function usageOf(command: Command): string {
  if (command.commands.length > 0) return '<命令> [选项]';
  return [...command.registeredArguments.map(argumentText), '[选项]'].join(' ');
}

function argumentText(argument: Argument): string {
  const name = `${argument.name()}${argument.variadic ? '…' : ''}`;
  return argument.required ? `<${name}>` : `[${name}]`;
}

function choicesOf({ argChoices }: Option | Argument): string {
  return argChoices === undefined ? '' : `（${argChoices.join('、')}）`;
}

type Translation = readonly [RegExp, (found: readonly string[]) => string];

const ERRORS: readonly Translation[] = [
  [/^unknown option '(.+?)'/, ([, name]) => `没有选项 ${name}`],
  [/^unknown command '(.+?)'/, ([, name]) => `没有命令“${name}”`],
  [/^missing required argument '(.+?)'/, ([, name]) => `缺少参数 <${name}>`],
  [/^option '(.+?)' argument missing/, ([, flags]) => `选项 ${flags} 缺少值`],
  [/^required option '(.+?)' not specified/, ([, flags]) => `必须给出选项 ${flags}`],
  [/^option '(.+?)' cannot be used with option '(.+?)'/, ([, a, b]) => `选项 ${a} 不能与 ${b} 同用`],
  [
    /^option '(.+?)' argument '([^]*?)' is invalid\. ?([^]*)/,
    ([, flags, value, why]) => `选项 ${flags} 的值“${value}”不对${because(why)}`,
  ],
  [
    /^command-argument value '([^]*?)' is invalid for argument '(.+?)'\. ?([^]*)/,
    ([, value, name, why]) => `参数 <${name}> 的值“${value}”不对${because(why)}`,
  ],
  [
    /^too many arguments(?: for '.*?')?\. Expected (\d+) arguments? but got (\d+)/,
    ([, expected, got]) => `参数过多：应有 ${expected} 个，给了 ${got} 个（含空格的文字请加引号）`,
  ],
];

function because(why: string | undefined): string {
  if (why === undefined || why === '') return '';
  const choices = /^Allowed choices are (.*)\.$/.exec(why);
  return `：${choices === null ? why : `应为 ${choices[1]?.replaceAll(', ', '、')} 之一`}`;
}

/** What commander says is wrong with a call, in Chinese, the near word named; the English where it is none we know. */
export function usageText(error: Pick<CommanderError, 'code' | 'message'>): string {
  if (error.code === 'commander.help') return '请给出命令';
  const message = error.message.replace(/^error: /, '');
  const [said, near] = splitNear(message);
  for (const [pattern, words] of ERRORS) {
    const found = pattern.exec(said);
    if (found !== null) return near === undefined ? words(found) : `${words(found)}，是否指 ${near}`;
  }
  return said;
}

function splitNear(message: string): readonly [string, string?] {
  const found = /\n\(Did you mean (?:one of )?(.+?)\?\)\s*$/.exec(message);
  if (found === null) return [message];
  return [message.slice(0, found.index), (found[1] ?? '').replaceAll(', ', '、')];
}
