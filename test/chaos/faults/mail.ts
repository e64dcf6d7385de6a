import { setTimeout as sleep } from 'node:timers/promises';
import { dateOf, instantAt } from '../../../src/domain/time.ts';
import { hoursAfter } from '../play.ts';
import type { Fault, Scene } from '../scene.ts';

/** When ordinary letters leave. */
const SLOT = '08:30';

/** The ways in which a mail server fails. */
export const MAIL_FAULTS: readonly Fault[] = [
  { name: 'smtp-slow', what: 'SMTP answers every command 0.5 to 2 s late', strike: slow },
  { name: 'smtp-silent', what: 'SMTP takes connections and says nothing for 5 to 12 s', strike: silent },
  {
    name: 'smtp-refusing',
    what: 'SMTP refuses connections for 3 to 8 s, those there break',
    strike: refusing,
  },
  {
    name: 'smtp-greylist',
    what: '450 to every recipient at first, yes at the next attempt',
    strike: greylist,
  },
  { name: 'smtp-550', what: '550 to one or two recipients', strike: refuseSome },
  {
    name: 'smtp-drop',
    what: 'SMTP closes after DATA without an answer, the mail kept or not',
    strike: dropAfterData,
  },
  {
    name: 'smtp-10-minutes',
    what: 'SMTP away for ten minutes of driven time',
    small: true,
    strike: (scene) => away(scene, 1 / 6),
  },
  {
    name: 'smtp-3-days',
    what: 'SMTP away for three days of driven time',
    small: true,
    strike: (scene) => away(scene, 72),
  },
];

async function slow({ gate, random }: Scene): Promise<string> {
  const milliseconds = random.whole(500, 2_000);
  gate.mode = { kind: 'slow', milliseconds };
  await sleep(random.whole(6_000, 12_000));
  gate.mode = { kind: 'open' };
  return `every answer ${milliseconds} ms late`;
}

async function silent({ gate, random }: Scene): Promise<string> {
  const seconds = random.whole(5, 12);
  gate.mode = { kind: 'silent' };
  await sleep(1_000 * seconds);
  // Whoever waits for a greeting is let go, as when the server is restarted.
  await gate.close();
  gate.mode = { kind: 'open' };
  await gate.open();
  return `silent for ${seconds} s`;
}

async function refusing({ gate, random }: Scene): Promise<string> {
  const seconds = random.whole(3, 8);
  await gate.close();
  await sleep(1_000 * seconds);
  await gate.open();
  return `refused connections for ${seconds} s`;
}

async function greylist({ mail, random }: Scene): Promise<string> {
  const seen = new Set<string>();
  let turned = 0;
  mail.onRcpt = (address) => {
    if (seen.has(address)) {
      seen.delete(address);
      return undefined;
    }
    seen.add(address);
    turned += 1;
    return { code: 450, message: '4.2.0 Greylisted, try again later' };
  };
  await sleep(random.whole(5_000, 9_000));
  mail.onRcpt = () => undefined;
  return `${turned} recipients greylisted`;
}

/** For good: a person who has left stays away. */
async function refuseSome({ mail, random }: Scene): Promise<string> {
  const all = ['rjc-chengban', 'fgc-fuze', 'fenguan1', 'fenguan2', 'zgb-lianluo'].map(
    (name) => `${name}@zjtj.example`,
  );
  const refused = new Set([random.pick(all), random.pick(all)]);
  mail.onRcpt = (address) =>
    refused.has(address) ? { code: 550, message: '5.1.1 User unknown' } : undefined;
  await sleep(random.whole(4_000, 7_000));
  return `550 to ${[...refused].join(', ')}`;
}

async function dropAfterData({ mail, random }: Scene): Promise<string> {
  let kept = 0;
  let dropped = 0;
  mail.onData = () => {
    if (random.chance(0.4)) return undefined;
    if (random.chance(0.5)) {
      kept += 1;
      return 'keep_and_drop';
    }
    dropped += 1;
    return 'drop';
  };
  await sleep(random.whole(4_000, 8_000));
  mail.onData = () => undefined;
  return `${kept} closed after keeping, ${dropped} without keeping`;
}

/** From a morning's slot until the driven clock has gone on so far; letters retry on their own clock meanwhile. */
async function away({ gate, play }: Scene, hours: number): Promise<string> {
  if (play === undefined) throw new Error('needs the driven clock');
  const slot = instantAt(dateOf(hoursAfter(play.at, 24)), SLOT);
  await play.before(hoursAfter(slot, -0.1), () => gate.close());
  const until = hoursAfter(slot, hours);
  await play.before(until, () => gate.open());
  return `away from ${slot} to ${until}`;
}
