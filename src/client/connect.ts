import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import { accessOptions, type EngineAccess } from '../contracts/engine-access.ts';
import type { Payloads } from '../keys/payloads.ts';

/** An open way to the engine. */
export interface Engine {
  readonly client: Client;
  readonly connection: Connection;
  readonly namespace: string;
  /** What payloads are sealed and opened with; absent: they are read and written as they are. */
  readonly payloads?: Payloads;
  close(): Promise<void>;
}

/**
 * Longest answer taken, in bytes: a whole history may come in one page, and the engine ends one at 50 MB. The library's own limit of
 * 4 MB would make a long history unreadable.
 */
const MAX_ANSWER = 64 * 1024 * 1024;

/** Milliseconds an engine may take to answer at first. */
const CONNECT_MS = 10_000;

/** Connects to the engine; throws the SDK's error when nothing answers in time. Calls under way when it is closed fail. */
export async function connect(
  address: string,
  namespace: string,
  access?: EngineAccess,
  payloads?: Payloads,
): Promise<Engine> {
  const retries = new Retries();
  const connection = Connection.lazy({
    address,
    ...accessOptions(access),
    connectTimeout: CONNECT_MS,
    channelArgs: { 'grpc.max_receive_message_length': MAX_ANSWER },
    interceptors: [makeGrpcRetryInterceptor(retries.options)],
  });
  const close = async (): Promise<void> => {
    await retries.end();
    await connection.close();
  };
  try {
    await connection.ensureConnected();
  } catch (error) {
    await close();
    throw error;
  }
  return { ...over(connection, namespace, payloads), close };
}

const USUAL = defaultGrpcRetryOptions();

/**
 * The SDK's retries, which can be ended: one that falls due on a closed connection throws where nobody can catch it, and would end the
 * process.
 */
class Retries {
  private ended = false;
  /** When the last retry decided on will have been made, by the steady clock: the wall clock may be set back before. */
  private settled = 0;

  readonly options: typeof USUAL = {
    retryableDecider: (attempt, status) => !this.ended && USUAL.retryableDecider(attempt, status),
    delayFunction: (attempt, status) => {
      const delay = USUAL.delayFunction(attempt, status);
      this.settled = Math.max(this.settled, performance.now() + delay);
      return delay;
    },
  };

  async end(): Promise<void> {
    this.ended = true;
    const left = this.settled - performance.now();
    if (left > 0) await sleep(left + 50);
  }
}

/** The same over a connection that is there already (tests wrap one). */
export function over(connection: Connection, namespace: string, payloads?: Payloads): Engine {
  const dataConverter = { payloadCodecs: payloads === undefined ? [] : [payloads.codec(true)] };
  const client = new Client({ connection, namespace, dataConverter });
  return {
    client,
    connection,
    namespace,
    ...(payloads === undefined ? {} : { payloads }),
    close: () => connection.close(),
  };
}
