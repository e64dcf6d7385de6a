import { eventsOf } from '../../store/queries.ts';
import { dateOf } from '../../domain/time.ts';
import { actAs } from '../acting.ts';
import type { CommandBody } from '../act-command.ts';
import type { Answer, Call } from '../call.ts';
import { civilNow } from '../engine-state.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { personOf, programmeOf } from '../resolve.ts';
import { bookOf, clueUnitOf, unitOfPerson } from './resolve.ts';
import { markSubject, sealAll } from './sealing.ts';

export interface HandOverOptions {
  readonly as: string;
  readonly post?: string;
  readonly from?: string;
  readonly to?: string;
  readonly outside?: string;
  readonly number?: string;
  readonly followUp?: string;
  readonly category: string;
  readonly content: readonly string[];
  readonly subject?: string;
  readonly letter?: string;
  readonly letterFrom?: string;
  readonly letterReceived?: string;
  readonly letterDue?: string;
  readonly measure?: string;
  readonly found?: string;
  readonly requestId?: string;
}

const COMMAND = '移交线索';

/** Seals what the clue is about, then hands it over. */
export async function handOver(call: Call, instance: Instance, options: HandOverOptions): Promise<Answer> {
  checkHandOver(options);
  const { programme } = await programmeOf(instance, call.options.programme);
  const { as, post, requestId } = options;
  const done = await actAs(call, instance, {
    programme,
    process: programme,
    person: as,
    command: () => bodyOf(instance, programme, options),
    ...(post === undefined ? {} : { post }),
    ...(requestId === undefined ? {} : { requestId }),
  });
  const records = await eventsOf(instance.db, programme, { toSeq: done.seq });
  const registered = records.findLast(
    (one) => one.type === 'ClueRegistered' && one.requestId === done.requestId,
  )?.data as { readonly number: number; readonly code: string; readonly joined?: number } | undefined;
  const told =
    registered === undefined
      ? '已移交，台账尚未登记，稍后用 zhenggai clue list 查看。'
      : registered.joined === undefined
        ? `已移交：${registered.code}。查看：zhenggai clue show ${registered.number}`
        : `已移交：${registered.code}；与第 ${registered.joined} 号线索为同一对象，并案办理。查看：zhenggai clue show ${registered.joined}`;
  return {
    lines: [told],
    json: {
      result: { kind: 'done', process: programme, requestId: done.requestId, seq: done.seq, head: done.head },
      clue:
        registered === undefined
          ? null
          : { number: registered.number, code: registered.code, joined: registered.joined ?? null },
    },
  };
}

/** What belongs together. @throws command-missing, command-option */
export function checkHandOver(options: HandOverOptions): void {
  const { to, outside, number, followUp, letter, letterFrom, letterReceived, letterDue } = options;
  const missing = (names: readonly string[]): never => {
    throw new CliError('command-missing', { command: COMMAND, missing: names.join('、') });
  };
  const stray = (option: string, allowed: string): never => {
    throw new CliError('command-option', { command: COMMAND, option, allowed });
  };
  if (outside !== undefined) {
    if (to !== undefined) stray('--to', '--outside、--number、--follow-up');
    const lacks = [
      ...(number === undefined ? ['--number'] : []),
      ...(followUp === undefined ? ['--follow-up'] : []),
    ];
    if (lacks.length > 0) missing(lacks);
  } else {
    if (number !== undefined) stray('--number', '--outside 时才用');
    if (followUp !== undefined) stray('--follow-up', '--outside 时才用');
    if (to === undefined && letter === undefined) missing(['--to（或 --outside）']);
  }
  if (letter !== undefined && letterFrom === undefined) missing(['--letter-from']);
  if (letter === undefined)
    for (const [flag, value] of Object.entries({
      '--letter-from': letterFrom,
      '--letter-received': letterReceived,
      '--letter-due': letterDue,
    }))
      if (value !== undefined) stray(flag, '--letter 时才用');
}

async function bodyOf(instance: Instance, programme: string, options: HandOverOptions): Promise<CommandBody> {
  const { category, measure, found, subject, letter, outside, number, followUp } = options;
  const book = await bookOf(instance, programme);
  const from =
    options.from === undefined
      ? await unitOfPerson(instance, programme, book, await personOf(instance, programme, options.as))
      : clueUnitOf(book, options.from);
  const to = options.to === undefined ? from : clueUnitOf(book, options.to);
  const received = options.letterReceived ?? dateOf(await civilNow(instance, programme));
  return {
    type: 'hand_over',
    from: from.id,
    ...(outside === undefined ? { to: to.id } : { outside: { body: outside, document: number, followUp } }),
    category,
    items: await sealAll(instance, options.content),
    ...(subject === undefined ? {} : { mark: markSubject(instance, subject) }),
    ...(letter === undefined
      ? {}
      : {
          letter: {
            number: letter,
            issuer: options.letterFrom,
            received,
            ...(options.letterDue === undefined ? {} : { due: options.letterDue }),
          },
        }),
    ...(measure === undefined ? {} : { measure }),
    ...(found === undefined ? {} : { found }),
  };
}
