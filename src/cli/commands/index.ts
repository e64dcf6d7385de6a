import type { Command } from 'commander';
import type { App } from '../app.ts';

/** Puts a command, with its options and subcommands, into the command line. */
type Add = (program: Command, app: App) => void;

/** The commands in the order of the help. Each is loaded only when it is called: engine and mail take a second to load. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  plan: async () => (await import('./plan.ts')).planCommand,
  run: async () => (await import('./run.ts')).runCommand,
  launch: async () => (await import('./launch.ts')).launchCommand,
  status: async () => (await import('./status.ts')).statusCommand,
  show: async () => (await import('./show.ts')).showCommand,
  figures: async () => (await import('./figures.ts')).figuresCommand,
  timeline: async () => (await import('./timeline.ts')).timelineCommand,
  brief: async () => (await import('./brief.ts')).briefCommand,
  act: async () => (await import('./act.ts')).actCommand,
  clue: async () => (await import('./clue.ts')).clueCommand,
  advance: async () => (await import('./advance.ts')).advanceCommand,
  people: async () => (await import('./people.ts')).peopleCommand,
  mail: async () => (await import('./mail.ts')).mailCommand,
  sweep: async () => (await import('./sweep.ts')).sweepCommand,
  calendar: async () => (await import('./calendar.ts')).calendarCommand,
  rules: async () => (await import('./rules.ts')).rulesCommand,
  ledger: async () => (await import('./ledger.ts')).ledgerCommand,
  keys: async () => (await import('./keys.ts')).keysCommand,
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  resume: async () => (await import('./resume.ts')).resumeCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  engine: async () => (await import('./engine.ts')).engineCommand,
};

/** Names of all commands. */
export const COMMAND_WORDS: readonly string[] = Object.keys(COMMANDS);

/** The command that arguments call; undefined where it is none, or not to be told at a glance. */
export function commandWord(argv: readonly string[]): string | undefined {
  const operands = argv.filter((word, i) => !word.startsWith('-') && argv[i - 1] !== '--programme');
  const word = operands[0] === 'help' ? operands[1] : operands[0];
  return word !== undefined && COMMAND_WORDS.includes(word) ? word : undefined;
}

/** What arguments call for: one command; all where they name none, so that help and near words know them. */
export async function commandsFor(argv: readonly string[]): Promise<readonly Add[]> {
  const word = commandWord(argv);
  return Promise.all(
    (word === undefined ? COMMAND_WORDS : [word]).map((name) => (COMMANDS[name] as () => Promise<Add>)()),
  );
}
