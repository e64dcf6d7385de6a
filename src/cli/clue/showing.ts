import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isThere } from '../../engine/files.ts';
import type { Row } from '../../domain/process.ts';
import { dateOf } from '../../domain/time.ts';
import { stateCouncilCalendar } from '../../plan/calendar.ts';
import { actAs } from '../acting.ts';
import type { Answer, Call } from '../call.ts';
import { civilNow } from '../engine-state.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { clueJson, clueShowLines } from '../views/clue.ts';
import { answerOf } from './acting.ts';
import { itemOf } from './items.ts';
import { clueOf, clueStateOf } from './resolve.ts';
import { openSealed } from './sealing.ts';

export interface ShowOptions {
  readonly read?: string;
  readonly output?: string;
  readonly as?: string;
  readonly post?: string;
}

/** How a clue stands; with `--read` one of its items, after the reading has been recorded. */
export async function showClue(
  call: Call,
  instance: Instance,
  asked: string,
  options: ShowOptions,
): Promise<Answer> {
  const row = await clueOf(instance, asked, call.options.programme);
  return options.read === undefined ? shown(call, instance, row) : readItem(call, instance, row, options);
}

/** @throws command-missing, command-option */
export function checkShow({ read, output, as, post }: ShowOptions): void {
  if (read === undefined) {
    const [stray] =
      Object.entries({ '-o': output, '--as': as, '--post': post }).find(([, value]) => value !== undefined) ??
      [];
    if (stray !== undefined)
      throw new CliError('command-option', { command: '查看线索', option: stray, allowed: '--read 时才用' });
    return;
  }
  const missing = [...(output === undefined ? ['-o'] : []), ...(as === undefined ? ['--as'] : [])];
  if (missing.length > 0)
    throw new CliError('command-missing', { command: '查阅材料', missing: missing.join('、') });
}

async function shown(call: Call, instance: Instance, row: Row): Promise<Answer> {
  const state = await clueStateOf(instance, row.process);
  const at = await civilNow(instance, row.programme);
  const { width, colour } = call.world.io;
  const options = { width, colour, calendar: stateCouncilCalendar(), today: dateOf(at), at };
  const { input, level, below, custody, past, clocks, cases, items, joined } = state;
  const named = ({ id, name, region }: typeof input.from): object => ({ id, name, region });
  return {
    lines: clueShowLines(row, state, options),
    json: {
      at,
      clue: clueJson(row),
      category: input.category,
      letter: input.letter ?? null,
      custody: { ...custody, unit: named(custody.unit) },
      past: past.map((one) => ({ ...one, unit: named(one.unit) })),
      levels: [...below, level].map(({ from, to, at: sent, due, reroutes, supplements }) => ({
        from: named(from),
        to: named(to),
        at: sent,
        due: due ?? null,
        reroutes,
        supplements,
      })),
      clocks,
      handler: state.handler ?? null,
      substantiated: state.substantiated ?? null,
      cases,
      crime: state.crime ?? null,
      extension: state.extension ?? null,
      receipt: state.receipt ?? null,
      joined: joined.map(({ number, code, unit }) => ({ number, code, unit: named(unit) })),
      items,
    },
  };
}

async function readItem(
  call: Call,
  instance: Instance,
  row: Row,
  { read = '', output = '', as = '', post }: ShowOptions,
): Promise<Answer> {
  const file = path.resolve(output);
  if (await isThere(file)) throw new CliError('file-exists', { path: file });
  const { items } = await clueStateOf(instance, row.process);
  const item = itemOf(items, read);
  const done = await actAs(call, instance, {
    programme: row.programme,
    process: row.process,
    person: as,
    command: async () => ({ type: 'read', item }),
    ...(post === undefined ? {} : { post }),
  });
  const sealed = items.find((one) => one.item === item);
  if (sealed === undefined)
    throw new CliError('defect', { reason: `item ${item} was read and is not there` });
  const { name, stream } = await openSealed(instance, sealed);
  try {
    // Its owner's only: what was sealed must not lie about for everybody.
    await pipeline(stream, createWriteStream(file, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new CliError('file-exists', { path: file });
    await rm(file, { force: true });
    if (typeof code === 'string' && /^E[A-Z]+$/.test(code))
      throw new CliError('file-unwritable', { path: file, reason: code });
    throw error;
  }
  const said = `已查阅并登记（第 ${done.seq} 号记录）：原文件名 ${name}，存至 ${file}。用毕请按保密要求处理。`;
  const answer = await answerOf(call, instance, row, said, done);
  return { ...answer, json: { ...answer.json, read: { item, name, path: file } } };
}
