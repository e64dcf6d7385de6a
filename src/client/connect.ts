import { Client, Connection } from '@temporalio/client';

/** An open way to the engine. */
export interface Engine {
  readonly client: Client;
  readonly connection: Connection;
  readonly namespace: string;
  close(): Promise<void>;
}

/** Connects to the engine; throws the SDK's error when nothing answers within `timeoutMs`. */
export async function connect(address: string, namespace: string, timeoutMs = 10_000): Promise<Engine> {
  const connection = await Connection.connect({ address, connectTimeout: timeoutMs });
  return over(connection, namespace);
}

/** The same over a connection that is there already (tests wrap one). */
export function over(connection: Connection, namespace: string): Engine {
  const client = new Client({ connection, namespace });
  return { client, connection, namespace, close: () => connection.close() };
}
