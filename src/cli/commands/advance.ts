import type { Command } from 'commander';
import { Advance, type Moment } from '../advancing.ts';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { LONG_PATIENCE, stateOf } from '../engine-state.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { momentOption } from '../parse.ts';
import { programmeOf } from '../resolve.ts';
import { withWorking } from '../session.ts';
import type { Instant } from '../../domain/time.ts';
import { dueProcesses } from '../../store/queries.ts';
import { momentJson, momentLines, nextLines } from '../views/advance.ts';
import { moment } from '../views/dates.ts';

interface Options {
  readonly to?: Instant;
}

/** `advance`: moves the time of a driven programme. */
export function advanceCommand(program: Command, app: App): void {
  program
    .command('advance')
    .description('推演：把时间推进到下一事项到期，或推进到指定的日期，逐一列出其间发生的事和发出的信件')
    .option('--to <日期>', '推进到这一日期结束（2022-08-31），或某一时刻（"2022-08-31 09:00"）', momentOption)
    .action(
      app.action<Options>((call, options) =>
        withWorking(call, (instance) => advance(call, instance, options)),
      ),
    );
}

/** Several duties of one moment are enough to name. */
const NEXT_SHOWN = 50;

async function advance(call: Call, instance: Instance, { to }: Options): Promise<Answer> {
  if (instance.clock !== 'driven') throw new CliError('driven-only');
  const { programme } = await programmeOf(instance, call.options.programme);
  const from = (await stateOf(instance, programme, LONG_PATIENCE))?.at;
  if (from === undefined) throw new CliError('no-worker');
  if (to !== undefined && to < from)
    throw new CliError('time-backwards', { at: moment(from), to: moment(to) });
  const { moments, at } = await moved(call, await Advance.begin(instance, programme), from, to);
  const next = await dueProcesses(instance.db, programme, { limit: NEXT_SHOWN });
  const { width } = call.world.io;
  const due = next[0]?.nextDuty;
  return {
    lines: [
      ...(moments.length === 0 ? [] : ['']),
      `推演时间 ${moment(at)}，经过 ${moments.length} 个到期时刻，发出 ${moments.reduce((n, one) => n + one.letters.length, 0)} 封信件。`,
      ...nextLines(next, width),
    ],
    json: {
      programme,
      from,
      at,
      moments: moments.map(momentJson),
      next: due === undefined ? null : { dueAt: due.dueAt, label: due.label, process: next[0]?.process },
    },
  };
}

/** Steps until nothing is due before the end; with no end given, one step. Each moment is told as it passes. */
async function moved(
  call: Call,
  way: Advance,
  from: Instant,
  to: Instant | undefined,
): Promise<{ readonly moments: readonly Moment[]; readonly at: Instant }> {
  const moments: Moment[] = [];
  /** The moment told last. */
  let before: Instant | undefined;
  const end = to ?? way.next();
  if (end === undefined) return { moments, at: from };
  for (let next = way.next(); next !== undefined && next <= end; next = way.next()) {
    const passed = await way.step();
    if (passed === undefined) break;
    // On a long way, moments that changed nothing for anybody are passed over.
    const told = to === undefined || passed.events.length + passed.letters.length > 0;
    if (told) {
      call.say(momentLines(passed, before, call.world.io.width));
      before = passed.at;
    }
    if (!told || call.options.json === true) call.progress(`已到 ${moment(passed.at)}`);
    moments.push(passed);
    if (to === undefined) break;
  }
  const last = moments.at(-1)?.at ?? from;
  if (to === undefined) return { moments, at: last };
  await way.rest(to);
  return { moments, at: to };
}
