import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { App } from '../../src/cli/app.ts';
import { commandsFor } from '../../src/cli/commands/index.ts';
import { CLI_ERRORS } from '../../src/cli/errors.ts';
import { EXIT_CODES, EXIT_TEXTS, type Exit } from '../../src/cli/exit-codes.ts';
import { buildProgram } from '../../src/cli/program.ts';
import { CLUE_COMMAND_NAMES } from '../../src/domain/clue/commands.ts';
import { COMMAND_NAMES } from '../../src/domain/measure/commands.ts';
import { DIRECTORY_COMMAND_NAMES } from '../../src/domain/directory/commands.ts';
import { PROGRAMME_COMMAND_NAMES } from '../../src/domain/programme/commands.ts';
import { ROOT } from './support.ts';

const manual = readFileSync(path.join(ROOT, 'docs/cli.md'), 'utf8');

/** Cells of the table rows below a heading, up to the next heading. */
function tableOf(title: string): readonly (readonly string[])[] {
  const part = manual.split(/^#+ /m).find((one) => one.startsWith(`${title}\n`)) ?? '';
  return part
    .split('\n')
    .filter((line) => /^\| (?!---)/.test(line))
    .slice(1)
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

const bare = (cell: string | undefined): string => (cell ?? '').replaceAll('`', '');

describe('docs/cli.md', () => {
  it('lists every exit code with its text', () => {
    const expected = Object.entries(EXIT_CODES).map(([name, code]) => [
      String(code),
      name,
      EXIT_TEXTS[name as Exit],
    ]);
    expect(tableOf('Exit codes')).toEqual(expected);
  });

  it('lists every error with what it ends with and its text', () => {
    const expected = Object.entries(CLI_ERRORS).map(([code, { exit, text }]) => [code, exit, text]);
    expect(tableOf('Errors').map((cells) => cells.map(bare))).toEqual(expected);
  });

  it('lists every command with its arguments', async () => {
    const said = { out: () => undefined, err: () => undefined, width: 100, colour: false, watched: false };
    const app = new App({
      io: said,
      config: () => {
        throw new Error('not asked');
      },
      now: () => '',
      user: '',
    });
    const program = buildProgram(app, await commandsFor([]));
    const usages = (command: Command, before: string): readonly string[] =>
      command.commands.length > 0
        ? command.commands.flatMap((one) => usages(one, `${before} ${one.name()}`))
        : [[before, ...command.registeredArguments.map((one) => `<${one.name()}>`)].join(' ')];
    expect(
      tableOf('Commands')
        .map(([usage]) => bare(usage))
        .toSorted(),
    ).toEqual(usages(program, 'zhenggai').toSorted());
  });

  it('lists what can be done with act', () => {
    const expected = Object.entries({
      ...COMMAND_NAMES,
      ...DIRECTORY_COMMAND_NAMES,
      ...PROGRAMME_COMMAND_NAMES,
    }).map(([type, name]) => [name, type]);
    expect(tableOf('act').map(([name, type]) => [bare(name), bare(type)])).toEqual(expected);
  });

  it('lists what can be done with a clue', () => {
    const expected = Object.entries(CLUE_COMMAND_NAMES).map(([type, name]) => [name, type]);
    expect(tableOf('clue').map(([name, type]) => [bare(name), bare(type)])).toEqual(expected);
  });
});
