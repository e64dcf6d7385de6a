import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { launch, programmeInput } from '../../src/client/launch.ts';
import { measureInput, type ProgrammeInput } from '../../src/domain/programme/state.ts';
import { measureProcess } from '../../src/domain/process.ts';
import { BARE_QUEUE, type BareInput } from './bare-messages.ts';
import { databaseBytes, type Ground, type Stage } from './ground.ts';
import { programme } from './plans.ts';

/** What 210 measures cost to start, ours and bare. */
export interface Started {
  /** Seconds until all are open: each has its first row. */
  readonly open: number;
  /** Seconds until the last row of any process is written. */
  readonly rest: number;
  /** Bytes of all databases for each measure. */
  readonly bytes: number;
}

export const PROGRAMMES = 10;
export const MEASURES = 21;
const TOTAL = PROGRAMMES * MEASURES;
const CALM_MS = 2_000;

export async function startOurs(ground: Ground, stage: Stage, round: number): Promise<Started> {
  const inputs = Array.from({ length: PROGRAMMES }, (_, n) =>
    programmeInput(programme(`r${round}-${n}`), 'real'),
  );
  return measured(ground, stage, async () => {
    await Promise.all(inputs.map((input) => launch(stage.engine, input)));
  });
}

/** Ten programmes, each with an activity that starts its 21 side by side, as `apply` does; each input as large as ours. */
export async function startBare(ground: Ground, stage: Stage, round: number, body: string): Promise<Started> {
  const programmes = Array.from({ length: PROGRAMMES }, (_, n) =>
    programmeInput(programme(`r${round}-${n}`), 'real'),
  );
  return measured(ground, stage, async () => {
    await Promise.all(
      programmes.map((input) =>
        stage.engine.client.workflow.start('bareProgramme', {
          workflowId: input.process,
          taskQueue: BARE_QUEUE,
          args: [{ starts: bareStarts(input, body) }],
        }),
      ),
    );
  });
}

function bareStarts(
  programmeOf: ProgrammeInput,
  body: string,
): readonly { readonly id: string; readonly input: BareInput }[] {
  return programmeOf.measures.map((plan) => ({
    id: measureProcess(programmeOf.process, plan.id),
    input: { ballast: measureInput(programmeOf, plan), timers: [30 * 86_400_000], body },
  }));
}

/** The processes of the first rounds, as both contestants name them. */
export function measureIds(round: number): readonly string[] {
  return Array.from({ length: PROGRAMMES }, (_, n) => `r${round}-${n}`).flatMap((id) =>
    programme(id).measures.map((plan) => measureProcess(id, plan.id)),
  );
}

async function measured(ground: Ground, stage: Stage, start: () => Promise<void>): Promise<Started> {
  const before = await databaseBytes(ground, stage.name);
  const first = await rows(stage);
  const begin = performance.now();
  await start();
  let open = Number.NaN;
  let last = { ...first, at: begin };
  while (Number.isNaN(open) || performance.now() - last.at < CALM_MS) {
    const now = await rows(stage);
    const at = performance.now();
    if (now.all !== last.all) last = { ...now, at };
    if (Number.isNaN(open) && now.opened - first.opened >= TOTAL) open = at - begin;
    if (at - begin > 600_000)
      throw new Error(`${stage.name}: ${now.opened - first.opened} of ${TOTAL} open after 600 s`);
    await sleep(25);
  }
  const after = await databaseBytes(ground, stage.name);
  const sum = (of: typeof before): number => of.engine + of.visibility + of.store;
  return { open: open / 1_000, rest: (last.at - begin) / 1_000, bytes: (sum(after) - sum(before)) / TOTAL };
}

async function rows({ db }: Stage): Promise<{ readonly opened: number; readonly all: number }> {
  const found = await sql<{ opened: number; all: number }>`select
    (select count(*) from event where type = 'MeasureOpened') + (select count(*) from bare_row where kind = 'opened') as opened,
    (select count(*) from event) + (select count(*) from bare_row) as all`.execute(db);
  return found.rows[0] ?? { opened: 0, all: 0 };
}
