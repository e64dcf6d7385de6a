#!/usr/bin/env node
import { userInfo } from 'node:os';
import { readConfig } from '../config.ts';
import { instantOf } from '../domain/time.ts';
import { runCli } from './program.ts';

/** The entry point: the only place of the command line that reads the environment and ends the process. */
const { env, stdin, stdout, stderr } = process;
const DEFAULT_WIDTH = 120;

// A reader that has seen enough (`| head`) is no error.
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** Only where both ends are a terminal: a pipe is nobody's consent. */
async function ask(question: string): Promise<string> {
  const { createInterface } = await import('node:readline/promises');
  const lines = createInterface({ input: stdin, output: stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? 'unknown');
  }
}

process.exitCode = await runCli(process.argv.slice(2), {
  io: {
    out: (text) => stdout.write(`${text}\n`),
    err: (text) => stderr.write(`${text}\n`),
    width: Number(env['COLUMNS']) || stdout.columns || DEFAULT_WIDTH,
    colour: stdout.isTTY && (env['NO_COLOR'] ?? '') === '',
    watched: stderr.isTTY,
    ...(stdin.isTTY && stderr.isTTY ? { ask } : {}),
  },
  config: (clock) => readConfig(env, clock),
  now: () => instantOf(Date.now()),
  user: loginName(),
});
