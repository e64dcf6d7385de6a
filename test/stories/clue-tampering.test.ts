import { sql } from 'kysely';
import { CURRENT_RULES } from '../../src/domain/rules.ts';
import { measureProcess } from '../../src/domain/process.ts';
import { pointAt } from '../cli/instance-of.ts';
import { cli, folder, removeFolders, type Said } from '../cli/support.ts';
import {
  begin,
  CLUE,
  playActs,
  PROGRAMME,
  SENT_BACK,
  TO_THE_END,
  TO_THE_REPORT,
} from '../support/clue-life.ts';
import { flaws } from '../support/flaws.ts';
import { FORGERIES } from '../support/forgeries.ts';
import { whileForged } from '../support/forging.ts';
import { saveHistory } from '../support/saved-histories.ts';
import { createWorld, type World } from '../support/world.ts';

const ACTS = [...TO_THE_REPORT, ...SENT_BACK, ...TO_THE_END];
/** Exit code of what does not agree. */
const UNSOUND = 8;

/** Who had a clue when, and who read it, can be changed by nobody unnoticed: neither in the ledger nor where the engine keeps its histories. */
describe('tampering with the custody of a clue', () => {
  let world: World;
  let data: string;
  const z = (...argv: readonly string[]): Promise<Said> => cli(argv, { data });
  const verify = (): Promise<Said> => z('ledger', 'verify');
  const custody = (): Promise<Said> => z('clue', 'custody', '1');

  beforeAll(async () => {
    world = await createWorld();
    data = folder();
    await pointAt(world, data);
    const driver = await begin(world);
    const answers = await playActs(world, driver, ACTS);
    expect(answers.map(({ kind }) => kind)).toEqual(ACTS.map(() => 'done'));
    await driver.to('2022-06-13T12:00:00.000+08:00');
    await world.quiet();
    // `ZHENGGAI_SAVE_HISTORIES=<name>` keeps this life for test/workflows/replay.test.ts (CONTRIBUTING.md).
    const name = globalThis.process.env['ZHENGGAI_SAVE_HISTORIES'];
    if (name !== undefined) await saveOneOfEach(name);
  }, 300_000);

  afterAll(async () => {
    try {
      expect(await flaws(world)).toEqual([]);
    } finally {
      await world.close();
      removeFolders();
    }
  }, 120_000);

  async function saveOneOfEach(name: string): Promise<void> {
    const all = { clue: CLUE, programme: PROGRAMME, measure: measureProcess(PROGRAMME, 'M08') };
    for (const [kind, process] of Object.entries(all))
      await saveHistory(world, process, CURRENT_RULES, `${name}-${kind}`);
  }

  const run = (statement: string) => sql.raw(statement).execute(world.db);

  it('untouched, ledger and custody agree with the engine', async () => {
    expect(await verify()).toMatchObject({ code: 0 });
    const said = await custody();
    expect(said).toMatchObject({ code: 0 });
    expect(said.out).toContain('逐条重算，与引擎历史一致');
  });

  it.each(Object.keys(FORGERIES))(
    '%s, changed in the engine itself with all hashes made to fit, is found',
    async (name) => {
      const [event, forgery] = FORGERIES[name] as (typeof FORGERIES)[string];
      const [told, verified] = await whileForged(world, CLUE, forgery, async () => [
        await custody(),
        await verify(),
      ]);
      expect(told).toMatchObject({ code: UNSOUND });
      expect(told.out).toContain('与引擎历史不符');
      expect(told.out).toMatch(
        new RegExp(`不符：.*(${event}|led to no event|was due first|differs from what its cause gives)`),
      );
      expect(verified).toMatchObject({ code: UNSOUND });
      expect(verified.out).toContain(CLUE);
      expect(await custody()).toMatchObject({ code: 0 });
    },
    60_000,
  );

  it.each([
    ['the name of a holder', `record = replace(record, '执法监督局', '贸易外经统计处')`, 'Rerouted'],
    ['the time of an acknowledgement', `occurred_at = '2022-06-09T10:00:00.000+08:00'`, 'Acknowledged'],
    ['the fine of a case', `data = replace(data::text, '20000.50', '200.50')::jsonb`, 'CaseAdvanced'],
    ['who read it', `actor_person = 'zfj-fuze'`, 'ContentRead'],
  ])(
    '%s, changed in the ledger, is found; the custody is read from the engine and stays as it was',
    async (_, change, type) => {
      const { out } = await custody();
      await run(`create table kept as select * from event where process = '${CLUE}'`);
      try {
        await run(`update event set ${change} where process = '${CLUE}' and type = '${type}'`);
        const said = await verify();
        expect(said).toMatchObject({ code: UNSOUND });
        expect(said.out).toContain(CLUE);
        expect(await custody()).toMatchObject({ code: 0, out });
      } finally {
        await run(`delete from event where process = '${CLUE}'`);
        await run('insert into event select * from kept');
        await run('drop table kept');
      }
      expect(await verify()).toMatchObject({ code: 0 });
    },
    60_000,
  );

  it('a return or a reading taken out of the ledger, the later ones renumbered, is found, and a rebuild brings it back', async () => {
    const { out } = await custody();
    for (const type of ['ClueReturned', 'ContentRead']) {
      const gone = (await world.records(CLUE)).find((one) => one.type === type);
      await run(`delete from event where process = '${CLUE}' and seq = ${gone?.seq ?? 0}`);
      await run(`update event set seq = seq + 1000 where process = '${CLUE}' and seq > ${gone?.seq ?? 0}`);
      await run(`update event set seq = seq - 1001 where process = '${CLUE}' and seq > 1000`);
      const said = await verify();
      expect(said).toMatchObject({ code: UNSOUND });
      expect(said.out).toContain(CLUE);
      expect(await custody()).toMatchObject({ code: 0, out });
      expect(await z('ledger', 'rebuild')).toMatchObject({ code: 0 });
      expect(await verify()).toMatchObject({ code: 0 });
    }
  }, 60_000);
});
