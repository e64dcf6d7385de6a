import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { civilNow, measureStateOf } from '../engine-state.ts';
import { CliError } from '../errors.ts';
import { figuresView } from '../figures.ts';
import type { Instance } from '../instance.ts';
import { measureOf, programmeOf } from '../resolve.ts';
import { withInstance } from '../session.ts';
import { dateOf } from '../../domain/time.ts';
import type { Row } from '../../domain/process.ts';
import { eventsOf, listProcesses } from '../../store/queries.ts';
import { figureHistory, figureLines, historyLines, tallyLines, type TallyRow } from '../views/figures.ts';

/** `figures [measure]`: the figures of one measure with their history, or the tally of all. */
export function figuresCommand(program: Command, app: App): void {
  program
    .command('figures')
    .description('指标数据：各项指标的填报、目标、进度和矛盾；指明措施的，另列历次填报和更正')
    .argument('[措施]', '措施编号，如 M11；不写即全部措施')
    .action(
      app.action<object>(async (call, options, [asked]) =>
        withInstance(call, async (instance) =>
          asked === undefined
            ? tally(call, instance, options.programme)
            : ofMeasure(call, instance, await measureOf(instance, asked, options.programme)),
        ),
      ),
    );
}

async function ofMeasure(call: Call, instance: Instance, row: Row): Promise<Answer> {
  const at = await civilNow(instance, row.programme);
  const found = await measureStateOf(instance, row.process);
  if (found === undefined) throw new CliError('no-worker');
  const view = figuresView(found.state, dateOf(at));
  const records = await eventsOf(instance.db, row.process);
  const { width } = call.world.io;
  const lines = figureLines(view, width);
  return {
    lines: [
      `${row.card.measure ?? row.process} ${row.card.title}`,
      ...(lines.length === 0 ? ['本措施没有设定指标。'] : [...lines, ...historyLines(records, width)]),
    ],
    json: { process: row.process, at, ...view, records: figureHistory(records) },
  };
}

/** Measures asked at once: each is a query to its process. */
const AT_ONCE = 8;

async function tally(call: Call, instance: Instance, asked: string | undefined): Promise<Answer> {
  const { programme, title } = await programmeOf(instance, asked);
  const at = await civilNow(instance, programme);
  const measures = await listProcesses(instance.db, { programme, kind: 'measure' });
  const rows: TallyRow[] = [];
  for (let from = 0; from < measures.length; from += AT_ONCE) {
    const some = measures.slice(from, from + AT_ONCE);
    const states = await Promise.all(some.map((row) => measureStateOf(instance, row.process)));
    for (const [index, row] of some.entries()) {
      const state = states[index]?.state;
      if (state === undefined) throw new CliError('no-worker');
      const view = figuresView(state, dateOf(at));
      if (view.indicators.length > 0) rows.push({ measure: row.card.measure ?? row.process, view });
    }
  }
  return {
    lines: [`${title}（${programme}）　指标数据`, '', ...tallyLines(rows, call.world.io.width)],
    json: { programme, at, measures: rows.map(({ measure, view }) => ({ measure, ...view })) },
  };
}
