import { act, type ActResult } from '../client/act.ts';
import { directoryProcess } from '../domain/process.ts';
import { refusalText } from '../domain/refusals.ts';
import type { Instant } from '../domain/time.ts';
import { Driver } from '../rehearsal/driver.ts';
import { getRow, waitForSeq } from '../store/queries.ts';
import type { CommandBody } from './act-command.ts';
import type { Call } from './call.ts';
import { LONG_PATIENCE, stateOf } from './engine-state.ts';
import { CliError } from './errors.ts';
import type { Instance } from './instance.ts';
import { personOf } from './resolve.ts';

/** What a person asks of a process. */
export interface Asked {
  readonly programme: string;
  readonly process: string;
  /** As typed: an id or a name. */
  readonly person: string;
  readonly post?: string;
  readonly requestId?: string;
  /** Made after a driven process has come to the programme's time: it may look at the state. */
  readonly command: () => Promise<CommandBody>;
}

/** It was done. */
export interface Done {
  readonly requestId: string;
  readonly seq: number;
  readonly head: string;
  /** Events the ledger still lacks after waiting. */
  readonly behind: number;
}

const LEDGER_MS = 10_000;

/**
 * Has a process act and waits until the ledger shows it. A driven process is first brought to the programme's time, and what the act
 * opened is brought to rest.
 * @throws act-refused, act-rejected, act-no-process, act-not-recorded, act-unanswered, act-unknown, no-worker
 */
export async function actAs(call: Call, instance: Instance, asked: Asked): Promise<Done> {
  const { programme, process } = asked;
  const person = await personOf(instance, programme, asked.person);
  const directory = await getRow(instance.db, directoryProcess(programme));
  const driven = instance.clock === 'driven' ? await drivenAt(instance, programme) : undefined;
  await driven?.settle(process);
  const result = await act(
    instance.engine,
    {
      process,
      person,
      command: await asked.command(),
      directorySeq: directory?.seq ?? 0,
      // Beside the person named stands who was logged in to this machine.
      proven: `cli:${call.world.user}`,
      ...(asked.post === undefined ? {} : { post: asked.post }),
      ...(asked.requestId === undefined ? {} : { requestId: asked.requestId }),
    },
    { onUnconfirmed: (requestId) => call.warn(`未确认：请求 ${requestId} 尚未得到答复，继续等待。`) },
  );
  const done = doneOf(result, process);
  await driven?.settle(process);
  const waited = await waitForSeq(instance.db, process, done.seq, LEDGER_MS);
  return { ...done, behind: waited.kind === 'lag' ? waited.behind : 0 };
}

async function drivenAt(
  instance: Instance,
  programme: string,
): Promise<{ readonly at: Instant; readonly settle: (process: string) => Promise<void> }> {
  const now = (await stateOf(instance, programme, LONG_PATIENCE))?.at;
  if (now === undefined) throw new CliError('no-worker');
  const driver = new Driver(instance.engine, programme);
  return { at: now, settle: async (process) => void (await driver.quieten(now, [process])) };
}

/** What was done; everything else ends the command with its error. */
export function doneOf(result: ActResult, process: string): Omit<Done, 'behind'> {
  const { requestId } = result;
  switch (result.kind) {
    case 'done':
      return { requestId, seq: result.seq, head: result.head };
    case 'refused': {
      const text = refusalText(result.refusal);
      const { seq, refusal } = result;
      throw new CliError(
        'act-refused',
        { text: `已拒绝：${text}` },
        { requestId, process, seq, refusal: { ...refusal, text } },
      );
    }
    case 'rejected':
      throw new CliError('act-rejected', { text: `请求无效：${result.text}` }, { requestId, process });
    case 'not_found':
      throw new CliError('act-no-process', { process }, { requestId, process });
    case 'not_recorded':
      throw new CliError(
        'act-not-recorded',
        { requestId, why: result.text ?? '' },
        { requestId, process, ...(result.text === undefined ? {} : { why: result.text }) },
      );
    case 'unknown':
      throw new CliError('act-unknown', { requestId }, { requestId, process });
    case 'recorded_unanswered':
      throw new CliError('act-unanswered', { requestId }, { requestId, process });
  }
}
