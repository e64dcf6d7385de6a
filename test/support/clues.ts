import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { clueProcess } from '../../src/domain/process.ts';
import type { EventRecord } from '../../src/domain/record.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { pointAt } from '../cli/instance-of.ts';
import { cli, folder, removeFolders, type Said } from '../cli/support.ts';
import { flaws } from './flaws.ts';
import { createWorld, ZHEJIANG, zhejiang, type World, type WorldOptions } from './world.ts';

export const PROGRAMME = 'zhejiang-2022';

/** What the seed's directory has no need of: in Hangzhou an enforcement office with leaders of its own, and a county below it. */
const MORE_UNITS = [
  { id: 'hz-zf', name: '杭州市统计执法监督处', region: '330100' },
  { id: 'xh-tjj', name: '西湖区统计局', region: '330106' },
];
const MORE_ROLES = { case_handler: '承办人', office_head: '负责人', supervising_leader: '分管领导' };

interface DirectoryYaml {
  regions: object[];
  units: object[];
  people: object[];
}

/** The Zhejiang folder with Hangzhou's enforcement office and a county; people are named by unit and role, as `xh-tjj-office_head`. */
export function threeLevels(): string {
  const at = folder();
  cpSync(ZHEJIANG, at, { recursive: true });
  const file = path.join(at, 'directory.yaml');
  const directory = parse(readFileSync(file, 'utf8')) as DirectoryYaml;
  directory.regions.push({ code: '330106', name: '杭州市西湖区' });
  for (const unit of MORE_UNITS) {
    const roles = Object.entries(
      unit.region === '330106' ? { ...MORE_ROLES, principal_leader: '局长' } : MORE_ROLES,
    );
    const post = (role: string): string => `${unit.region}/${unit.id}/${role}`;
    const posts = roles.map(([role, title]) => ({ id: post(role), title: `${unit.name}${title}`, role }));
    directory.units.push({ ...unit, supervisedBy: post('supervising_leader'), posts, assumed: true });
    directory.people.push(
      ...roles.map(([role, title]) => ({
        id: `${unit.id}-${role}`,
        name: `${unit.name}${title}（示例）`,
        address: `${unit.id}-${role}@zjtj.example`,
        posts: [post(role)],
      })),
    );
  }
  writeFileSync(file, stringify(directory));
  return at;
}

/** A programme that runs with a content key, and its clues, reached by the command line alone. */
export interface ClueDesk {
  readonly world: World;
  readonly data: string;
  readonly z: (...argv: readonly string[]) => Promise<Said>;
  /** Moves the programme to a moment of a day, e.g. `2022-06-08T10:00`. */
  readonly to: (moment: string) => Promise<void>;
  /** `clue act`, which has to succeed. */
  readonly act: (clue: number, by: string, command: string, ...more: readonly string[]) => Promise<Said>;
  /** A file that holds this text. */
  readonly file: (name: string, text: string) => string;
  /** `clue hand-over` with one file, which has to succeed. */
  readonly handOver: (by: string, text: string, ...more: readonly string[]) => Promise<Said>;
  readonly records: (clue: number) => Promise<readonly EventRecord[]>;
  readonly letters: (tag?: string) => Promise<readonly CaughtLetter[]>;
  readonly close: () => Promise<void>;
}

export async function clueDesk({
  measures = ['M08'],
  plans = ZHEJIANG,
  ...options
}: WorldOptions & {
  readonly measures?: readonly string[];
  readonly plans?: string;
} = {}): Promise<ClueDesk> {
  const world = await createWorld(options);
  const data = folder();
  await pointAt(world, data);
  const z = (...argv: readonly string[]): Promise<Said> => cli(argv, { data });
  const ok = async (...argv: readonly string[]): Promise<Said> => {
    const said = await z(...argv);
    if (said.code !== 0) throw new Error(`${argv.join(' ')} ended with ${said.code}: ${said.err}`);
    return said;
  };
  for (const purpose of ['content', 'subject']) await ok('keys', 'add', '--for', purpose);
  await world.launch(zhejiang({ measures, folder: plans }));
  let files = 0;
  const file = (name: string, text: string): string => {
    files += 1;
    const at = path.join(data, `${files}-${name}`);
    writeFileSync(at, text);
    return at;
  };
  return {
    world,
    data,
    z,
    to: async (moment) => void (await ok('advance', '--to', moment.replace('T', ' '))),
    act: (clue, by, command, ...more) => ok('clue', 'act', String(clue), command, '--as', by, ...more),
    file,
    handOver: (by, text, ...more) =>
      ok(
        ...['clue', 'hand-over', '--as', by, '--category', '虚报瞒报'],
        ...['--content', file('线索.txt', text), ...more],
      ),
    records: (clue) => world.records(clueProcess(PROGRAMME, clue)),
    letters: async (tag = '') => (await world.mails()).filter((one) => one.subject.includes(tag)),
    close: async () => {
      try {
        await world.quiet();
        expect(await flaws(world)).toEqual([]);
      } finally {
        await world.close();
        removeFolders();
      }
    },
  };
}
