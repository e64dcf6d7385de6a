import { parseArgs } from 'node:util';
import { Runtime } from '@temporalio/worker';
import { quietLogs } from '../../src/worker.ts';
import { clues } from './clues.ts';
import { costs } from './costs.ts';
import { mornings } from './mornings.ts';
import { openGround } from './ground.ts';
import { machine, writeTables, type Table } from './report.ts';
import { attachments } from './attachments.ts';
import { sealing } from './sealing.ts';
import { endWorkers } from './workers.ts';

/** `npm run bench -- [--only costs|mornings|sealing|attachments|clues] [--quick] [--write] [--profile FOLDER]` */

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
    profile: { type: 'string' },
    bodies: { type: 'string' },
    'fault-bodies': { type: 'string' },
    pace: { type: 'string' },
    rounds: { type: 'string' },
    away: { type: 'string' },
  },
});

const PARTS = { costs, mornings, sealing, attachments, clues } as const;
type Part = keyof typeof PARTS;

async function main(): Promise<void> {
  const { only, quick, write, profile } = values;
  const names = Object.keys(PARTS) as Part[];
  const [part] = only?.split(':') ?? [];
  if (part !== undefined && !names.includes(part as Part))
    throw new Error(`--only ${part}: there are ${names.join(', ')} (and parts of them, as in costs:life)`);
  quietLogs('ERROR');
  if (quick && write) throw new Error('--quick gives no figures to be written down');
  const opened = await openGround();
  const give = (code: number): void => {
    endWorkers();
    void opened.close().finally(() => process.exit(code));
  };
  process.once('SIGINT', () => give(130));
  process.once('SIGTERM', () => give(143));
  try {
    const tables: Table[] = [machine(quick)];
    for (const name of names) {
      if (part !== undefined && part !== name) continue;
      const inner = only?.split(':')[1];
      tables.push(
        ...(await PARTS[name](opened, {
          quick,
          ...(inner === undefined ? {} : { only: inner }),
          ...(values.bodies === undefined ? {} : { bodies: Number(values.bodies) }),
          ...(values['fault-bodies'] === undefined ? {} : { faultBodies: Number(values['fault-bodies']) }),
          ...(values.pace === undefined ? {} : { paceMs: Number(values.pace) }),
          ...(values.away === undefined ? {} : { awayMinutes: Number(values.away) }),
          ...(values.rounds === undefined ? {} : { rounds: Number(values.rounds) }),
          ...(profile === undefined ? {} : { profileFolder: profile }),
        })),
      );
    }
    for (const { text } of tables) process.stdout.write(`\n${text}\n`);
    if (write) await writeTables(tables);
  } finally {
    endWorkers();
    await opened.close();
    await Runtime.instance().shutdown();
  }
}

await main();
