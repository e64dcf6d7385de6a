import type { Command } from 'commander';
import { actAs } from '../acting.ts';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { programmeOf } from '../resolve.ts';
import { withInstance } from '../session.ts';
import type { Row } from '../../domain/process.ts';
import type { Looked } from '../../domain/sweep/state.ts';
import { eventsOf, listProcesses } from '../../store/queries.ts';
import { sweepLines } from '../views/sweep.ts';

interface NowOptions {
  readonly as: string;
}

const POLL_MS = 200;
const PATIENCE_MS = 120_000;

/** `sweep show|now` */
export function sweepCommand(program: Command, app: App): void {
  const sweep = program
    .command('sweep')
    .description('每日巡检：各事项是否都在流程引擎中正常运行，信件是否都已送达');
  sweep
    .command('show')
    .description('最近一次巡检的结果，下一次的时间')
    .action(
      app.action((call) =>
        withInstance(call, async (instance) => shown(call, instance, await found(call, instance))),
      ),
    );
  sweep
    .command('now')
    .description('立即巡检一次，等候结果')
    .requiredOption('--as <人员>', '由谁办理（整改办，或系统管理员）')
    .action(
      app.action<NowOptions>((call, options) =>
        withInstance(call, (instance) => now(call, instance, options)),
      ),
    );
}

async function found(call: Call, instance: Instance): Promise<Row> {
  if (instance.clock === 'driven') throw new CliError('sweep-live-only');
  const { programme } = await programmeOf(instance, call.options.programme);
  const [row] = await listProcesses(instance.db, { programme, kind: 'sweep', open: true });
  if (row === undefined) throw new CliError('sweep-none', { programme });
  return row;
}

async function now(call: Call, instance: Instance, { as }: NowOptions): Promise<Answer> {
  const row = await found(call, instance);
  const { programme, process } = row;
  const done = await actAs(call, instance, {
    programme,
    process,
    person: as,
    command: async () => ({ type: 'sweep' }),
  });
  for (let waited = 0; (await lookedAfter(instance, process, done.seq)) === undefined; waited += POLL_MS) {
    if (waited >= PATIENCE_MS) throw new CliError('no-worker');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return shown(call, instance, await found(call, instance));
}

async function lookedAfter(instance: Instance, process: string, seq: number): Promise<Looked | undefined> {
  const events = await eventsOf(instance.db, process, { fromSeq: seq + 1 });
  return events.findLast((one) => one.type === 'SweepDone')?.data['looked'] as Looked | undefined;
}

async function shown(call: Call, instance: Instance, row: Row): Promise<Answer> {
  const looked = await lookedAfter(instance, row.process, 0);
  const amiss = looked !== undefined && looked.findings.length > 0;
  return {
    lines: sweepLines(looked, row.nextDuty?.dueAt, call.world.io.width),
    json: { process: row.process, looked: looked ?? null, next: row.nextDuty?.dueAt ?? null },
    ...(amiss ? { exit: 'unsound' as const } : {}),
  };
}
