import type { Command } from 'commander';
import type { App } from '../app.ts';
import { processOf } from '../resolve.ts';
import { withInstance } from '../session.ts';
import { eventsOf } from '../../store/queries.ts';
import { timelineLines } from '../views/timeline.ts';

interface Options {
  readonly full?: boolean;
}

/** `timeline <measure>`: everything that happened, in order. */
export function timelineCommand(program: Command, app: App): void {
  program
    .command('timeline')
    .description('全程记录：一项措施从立项起的每一件事')
    .argument(
      '<措施>',
      '措施编号（如 M06）；也可以是 directory（人员名册）、programme（专项）或完整的流程编号',
    )
    .option('--full', '附序号、起因、到期事项编号和哈希')
    .action(
      app.action<Options>(async (call, options, [asked = '']) =>
        withInstance(call, async (instance) => {
          const row = await processOf(instance, asked, options.programme);
          const records = await eventsOf(instance.db, row.process);
          const { width } = call.world.io;
          return {
            lines: timelineLines(row, records, { width, full: options.full === true }),
            json: { process: row.process, records },
          };
        }),
      ),
    );
}
