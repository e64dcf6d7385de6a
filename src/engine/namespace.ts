import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { SEARCH_ATTRIBUTE_NAMES } from '../contracts/search-attributes.ts';
import { engineError } from './errors.ts';
import { errorText } from './files.ts';

/** How long the engine keeps a finished process: ten years, as inspections look back over years. */
const RETENTION = '3650 days';

/** INDEXED_VALUE_TYPE_KEYWORD of the API's enumeration, which Node cannot import by name from its CommonJS package. */
const KEYWORD = 2;

/** gRPC status codes met below. */
const NOT_FOUND = 5;
const ALREADY_EXISTS = 6;
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/** Options of {@link ensureNamespace}. */
export interface EnsureNamespaceOptions {
  readonly onProgress?: ((message: string) => void) | undefined;
  /** Seconds until giving up; 60 by default. The server itself takes two or three. */
  readonly seconds?: number | undefined;
  /** Aborted: gives up with its reason once the question under way is answered. */
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds one question may take. */
const QUESTION = 5_000;

/**
 * Registers the namespace if absent, adds the search attributes it lacks, and waits until the server lets them be used (its caches
 * lag a second or two). Can be called at every start; several may call it at once. Where all is there already nothing is asked that an
 * administrator alone may ask.
 * @throws engine-namespace-unready, engine-namespace-forbidden; the signal's reason
 */
export async function ensureNamespace(
  connection: Connection,
  namespace: string,
  options: EnsureNamespaceOptions = {},
): Promise<void> {
  const { signal, seconds = 60 } = options;
  const until = Date.now() + seconds * 1000;
  const ask = <T>(question: () => Promise<T>): Promise<T> => {
    signal?.throwIfAborted();
    return connection.withDeadline(Date.now() + QUESTION, question);
  };
  for (let first = true; ; first = false) {
    try {
      if (first && (await ask(() => isUsable(connection, namespace)).catch(() => false))) return;
      if (!(await ask(() => isRegistered(connection, namespace)))) {
        options.onProgress?.(`正在登记命名空间 ${namespace}…`);
        await ask(() => register(connection, namespace));
      }
      await ask(() => addMissingAttributes(connection, namespace));
      // The frontend now knows namespace and attributes, each of which it caches on its own.
      await ask(() => isUsable(connection, namespace));
      return;
    } catch (error) {
      signal?.throwIfAborted();
      if (isForbidden(error))
        throw engineError(
          'engine-namespace-forbidden',
          { namespace, attributes: SEARCH_ATTRIBUTE_NAMES.join('、'), reason: errorText(error) },
          error,
        );
      if (Date.now() >= until)
        throw engineError(
          'engine-namespace-unready',
          { namespace, seconds, reason: errorText(error) },
          error,
        );
      await sleep(200);
    }
  }
}

async function isUsable(connection: Connection, namespace: string): Promise<true> {
  const query = SEARCH_ATTRIBUTE_NAMES.map((name) => `${name} = 'none'`).join(' and ');
  await connection.workflowService.countWorkflowExecutions({ namespace, query });
  return true;
}

async function isRegistered(connection: Connection, namespace: string): Promise<boolean> {
  try {
    await connection.workflowService.describeNamespace({ namespace });
    return true;
  } catch (error) {
    if (status(error) === NOT_FOUND) return false;
    throw error;
  }
}

async function register(connection: Connection, namespace: string): Promise<void> {
  try {
    await connection.workflowService.registerNamespace({
      namespace,
      description: 'Zhenggai 整改',
      workflowExecutionRetentionPeriod: msToTs(RETENTION),
    });
  } catch (error) {
    if (status(error) !== ALREADY_EXISTS) throw error;
  }
}

async function addMissingAttributes(connection: Connection, namespace: string): Promise<void> {
  const present = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = SEARCH_ATTRIBUTE_NAMES.filter((name) => !(name in (present.customAttributes ?? {})));
  if (missing.length === 0) return;
  await connection.operatorService.addSearchAttributes({
    namespace,
    searchAttributes: Object.fromEntries(missing.map((name) => [name, KEYWORD])),
  });
}

/** Whether the server says that who asks may not. */
export function isForbidden(error: unknown): boolean {
  return [PERMISSION_DENIED, UNAUTHENTICATED].includes(status(error) as number);
}

function status(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
