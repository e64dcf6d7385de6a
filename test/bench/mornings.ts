import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ground } from './ground.ts';
import { morning, type Contestant, type Fault, type Morning, type MorningOptions } from './morning.ts';
import { lettersAlone } from './morning-letters.ts';
import { ours } from './morning-ours.ts';
import { peer } from './morning-peers.ts';
import { say, table, type PartOptions, type Table } from './report.ts';

const MINUTE_MS = 60_000;
/** Before the next full minute, so that everything is ready then. */
const LEAD_MS = 20_000;
const STAGGER_MS = 5_000;
const PEERS = [
  ['pg-boss', false],
  ['pg-boss', true],
  ['cron', false],
  ['cron', true],
] as const;

/**
 * The province's morning, clean, killed half-way and without SMTP. The others' clean ones come first, one by one. The three of ours overlap:
 * while one waits for its slot the next is launched; and those who have nothing to do but wait, wait side by side.
 */
export async function mornings(ground: Ground, options: PartOptions): Promise<readonly Table[]> {
  const { quick, only, profileFolder } = options;
  const bodies = options.bodies ?? (quick ? 6 : 102);
  const faultBodies = options.faultBodies ?? bodies;
  const awayMs = (options.awayMinutes ?? (quick ? 1 : 10)) * MINUTE_MS;
  /** Begins one of ours and waits until it is launched. */
  const mine = async (
    fault: Fault,
    count: number,
    watchMs: number,
  ): Promise<{ readonly found: Promise<Morning> }> =>
    new Promise((resolve, reject) => {
      const more = {
        ...(profileFolder === undefined ? {} : { profileFolder }),
        ...(options.paceMs === undefined ? {} : { paceMs: options.paceMs }),
      };
      const contestant = ours(ground, { bodies: count, onLaunched: () => resolve({ found }), ...more });
      const found = run(contestant, fault, watchMs);
      found.catch(reject);
    });
  const folder = (name: string): string => path.join(ground.folder, `mail-${name.replaceAll(/\W+/g, '-')}`);
  const run = async (contestant: Contestant, fault: Fault, watchMs: number): Promise<Morning> => {
    say(`morning: ${contestant.name}, ${fault}`);
    const how: MorningOptions = {
      fault,
      awayMs,
      watchMs,
      mailFolder: folder(`${contestant.name}-${fault}`),
    };
    const found = await morning(contestant, how);
    say(`morning: ${JSON.stringify(found)}`);
    return found;
  };
  // pg-boss gives a dead job up after fifteen minutes, and waits as long between its last tries.
  const afterAway = (quick ? 4 : 11) * MINUTE_MS;
  const afterKill = (quick ? 2 : 17) * MINUTE_MS;
  /** Ours tries again three minutes after the server's return at the latest. */
  const afterFault = { none: 2 * MINUTE_MS, killed: 3 * MINUTE_MS, smtp_away: 4 * MINUTE_MS };
  const isWanted = (name: string): boolean => only === undefined || only === name;

  if (only === 'letters' || only === 'letters-faults') {
    const more = profileFolder === undefined ? {} : { profileFolder };
    const wanted = only === 'letters' ? ['none'] : ['killed', 'smtp_away'];
    const rows: Morning[] = [];
    for (const fault of wanted as Fault[])
      rows.push(await run(lettersAlone(ground, { bodies, ...more }), fault, afterFault[fault]));
    return [mornington(only, rows)];
  }
  const faults: Promise<Morning>[] = [];
  const clean: Morning[] = [];
  const inBackground = (one: Promise<Morning>): void => {
    // Told at the end, when all are waited for.
    one.catch(() => undefined);
    faults.push(one);
  };
  const others = isWanted('peers') ? PEERS : [];
  for (const [system, digest] of others)
    clean.push(await run(peer(ground, system, digest, bodies, LEAD_MS), 'none', 2 * MINUTE_MS));
  // From here on the others mostly wait: for the mail server, or until a dead job is given up.
  for (const [system, digest] of others) {
    inBackground(run(peer(ground, system, digest, bodies, LEAD_MS), 'smtp_away', afterAway));
    await sleep(STAGGER_MS);
    const watchMs = system === 'pg-boss' ? afterKill : 3 * MINUTE_MS;
    inBackground(run(peer(ground, system, digest, bodies, LEAD_MS), 'killed', watchMs));
    await sleep(STAGGER_MS);
  }
  const isMine = (fault: Fault): boolean => isWanted('ours') || only === `ours-${fault}`;
  if (isMine('smtp_away')) inBackground((await mine('smtp_away', faultBodies, afterFault.smtp_away)).found);
  const plain = isMine('none') ? await mine('none', bodies, afterFault.none) : undefined;
  if (isMine('killed')) inBackground((await mine('killed', faultBodies, afterFault.killed)).found);
  if (plain !== undefined) clean.unshift(await plain.found);
  const all = [...clean, ...(await Promise.all(faults))];
  return (['none', 'killed', 'smtp_away'] as const).map((fault) =>
    mornington(
      `morning-${fault}`,
      all.filter((one) => one.fault === fault),
    ),
  );
}

function mornington(name: string, rows: readonly Morning[]): Table {
  return table(
    name,
    [
      '',
      'notices',
      'last letter after the slot',
      'after restart or return',
      'mails',
      'a person',
      'later than 5 s',
      'missing at the end',
      'told again',
      'watched',
    ],
    rows.map((one) => [
      one.contestant,
      String(one.notices),
      seconds(one.last),
      one.fault === 'none' ? '–' : seconds(one.lastAfterFault),
      String(one.mails),
      one.perPerson.min === one.perPerson.max
        ? String(one.perPerson.min)
        : `${one.perPerson.min}–${one.perPerson.max}`,
      String(one.late),
      String(one.missing),
      String(one.repeated),
      seconds(one.watched),
    ]),
  );
}

function seconds(value: number): string {
  return Number.isFinite(value) ? `${value.toFixed(1)} s` : '–';
}
