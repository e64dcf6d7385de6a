import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { programmeOf } from '../resolve.ts';
import { withInstance } from '../session.ts';
import { programmeStatus, readFilter, type StatusFilter } from '../status.ts';
import { stateCouncilCalendar } from '../../plan/calendar.ts';
import { listProgrammes } from '../../store/queries.ts';
import { statusJson, statusLines } from '../views/status.ts';

interface Options extends StatusFilter {
  readonly letters?: boolean;
}

/** `status`: every measure in a table. */
export function statusCommand(program: Command, app: App): void {
  program
    .command('status')
    .description('总表：各项措施的亮灯、状态、待办人、时限和下一事项')
    .option(
      '--light <灯>',
      '只看某种灯：red 红、yellow 黄、green 绿、done 销号、done_late 逾期销号、suspended 中止、cancelled 取消',
    )
    .option('--status <状态>', '只看某种状态：未启动、整改中、审核中、退回补正、已销号')
    .option('--holder <文字>', '只看待办人姓名含此文字的')
    .option('--unit <文字>', '只看牵头单位名称含此文字的')
    .option('--letters', '另列待重发、无法送达的信件，附服务器最后答复')
    .action(
      app.action<Options>(async (call, options) => {
        const filter = readFilter(options);
        return withInstance(call, (instance) =>
          statusAnswer(call, instance, filter, options.letters === true),
        );
      }),
    );
}

/** The tables of all programmes, or of the one asked for. */
export async function statusAnswer(
  call: Call,
  instance: Instance,
  filter: StatusFilter = {},
  letters = false,
): Promise<Answer> {
  const { io } = call.world;
  const asked = call.options.programme;
  const views =
    asked === undefined ? await listProgrammes(instance.db) : [await programmeOf(instance, asked)];
  if (views.length === 0) throw new CliError('no-programme');
  const all = await Promise.all(views.map((view) => programmeStatus(instance, view, filter)));
  const calendar = stateCouncilCalendar();
  const options = { width: io.width, colour: io.colour, calendar, letters };
  return {
    lines: all.flatMap((one, i) => [...(i === 0 ? [] : ['']), ...statusLines(one, options)]),
    json: { programmes: all.map((one) => statusJson(one, calendar)) },
  };
}
