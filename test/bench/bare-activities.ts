import { sql } from 'kysely';
import type { Engine } from '../../src/client/connect.ts';
import type { Database } from '../../src/store/schema.ts';
import { BARE_QUEUE, type BareProgrammeInput, type BareRow } from './bare-messages.ts';

export interface BareActivities {
  insertRows(rows: readonly BareRow[]): Promise<void>;
  startAll(input: BareProgrammeInput): Promise<void>;
}

/** What an ordinary application's activities do: insert; start workflows, side by side as our `apply` does. */
export function bareActivities(db: Database, { client }: Engine): BareActivities {
  return {
    async insertRows(rows) {
      for (const { workflow, kind, body } of rows)
        await sql`insert into bare_row (workflow, kind, body) values (${workflow}, ${kind}, ${body}::jsonb)`.execute(
          db,
        );
    },
    async startAll({ starts }) {
      await Promise.all(
        starts.map(({ id, input }) =>
          client.workflow.start('bareMeasure', { workflowId: id, taskQueue: BARE_QUEUE, args: [input] }),
        ),
      );
    },
  };
}
