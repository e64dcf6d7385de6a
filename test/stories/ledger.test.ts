import { sql } from 'kysely';
import { rebuildLedger } from '../../src/cli/ledger/rebuild.ts';
import { verifyLedger, type Verified } from '../../src/cli/ledger/verify.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';
import { createLedger } from '../../src/store/ledger.ts';
import { listProcesses } from '../../src/store/queries.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const P = 'zhejiang-2022';
const M06 = measureProcess(P, 'M06');
const SHA = 'c'.repeat(64);
const TABLES = {
  event: 'process, seq',
  process: 'process',
  delivery: 'message_id',
  notice_letter: 'notice, person, letter',
  person: 'programme, id',
  post: 'programme, id',
  appointment: 'programme, id',
  evidence: 'sha256',
  evidence_use: 'process, seq, sha256',
} as const;

/** The tables that show what became of everything follow from the engine's histories, and from nothing else. */
describe('the ledger', () => {
  let world: World;
  let driver: Driver;

  beforeAll(async () => {
    let broken = 0;
    world = await createWorld({
      // The first mail is taken by a server that dies before it says so: one copy more than answers.
      catcher: { onData: () => ((broken += 1) === 1 ? 'keep_and_drop' : undefined) },
    });
    driver = await world.launch(zhejiang({ measures: ['M06', 'M18'] }));
    await driver.to('2022-08-12T12:00:00.000+08:00');
    const attach = { type: 'attach', title: '工作方案', sha256: SHA, fileName: '方案.pdf', size: 9 };
    expect(await world.act('M06', 'jcc-chengban', attach)).toMatchObject({ kind: 'done' });
    await world.act('M06', 'nobody', { type: 'report', text: '不在册' });
    await world.actOnDirectory('jcc-chengban', {
      type: 'change_address',
      person: 'jcc-chengban',
      address: 'jcc.new@zjtj.example',
    });
    await driver.to('2022-09-02T12:00:00.000+08:00');
  }, 240_000);

  afterAll(() => world.close(), 120_000);

  const verify = (): Promise<Verified> => verifyLedger(world);

  async function dump(): Promise<Record<string, unknown>> {
    const all: Record<string, unknown> = {};
    for (const [table, order] of Object.entries(TABLES))
      all[table] = (
        await sql`select t::text as row from ${sql.table(table)} t order by ${sql.raw(order)}`.execute(
          world.db,
        )
      ).rows;
    return all;
  }

  const run = (statement: string) => sql.raw(statement).execute(world.db);

  it('agrees with the histories, letters that were sent twice included', async () => {
    const verified = await verify();
    expect(verified).toMatchObject({ lag: 0, differences: [] });
    expect(verified.letters).toBeGreaterThan(5);
    expect(verified.processes).toBe((await listProcesses(world.db)).length);
  });

  it('damaged in every table: each place is named; rebuilt, it is the same to the byte', async () => {
    const before = await dump();
    const [letter] = await listProcesses(world.db, { kind: 'letter' });
    const damages: readonly (readonly [string, object])[] = [
      [
        `update event set record = replace(record, '"seq":2', '"seq": 2') where process = '${M06}' and seq = 2`,
        { process: M06, table: 'event', seq: 2, what: 'changed', column: 'record' },
      ],
      [
        `update event set data = '{"text": "另一说法"}' where process = '${M06}' and seq = 3`,
        { process: M06, table: 'event', seq: 3, what: 'changed', column: 'data' },
      ],
      [
        `delete from event where process = '${M06}' and seq = 4`,
        { process: M06, table: 'event', seq: 4, what: 'missing' },
      ],
      [
        `insert into event select (jsonb_populate_record(e, '{"seq": 9999}')).* from event e where process = '${M06}' and seq = 1`,
        { process: M06, table: 'event', seq: 9999, what: 'extra' },
      ],
      [
        `update process set light = 'green' where process = '${M06}'`,
        {
          process: M06,
          table: 'process',
          what: 'changed',
          column: 'light',
          stands: 'green',
          expected: 'red',
        },
      ],
      [`delete from process where process = '${P}'`, { process: P, table: 'process', what: 'missing' }],
      [
        `delete from person where id = 'jcc-chengban'`,
        { table: 'person', row: 'jcc-chengban', what: 'missing' },
      ],
      [`update post set title = '别的岗位'`, { table: 'post', what: 'changed', column: 'title' }],
      [`delete from appointment`, { table: 'appointment', what: 'missing' }],
      [
        `delete from notice_letter where letter = '${letter?.process ?? ''}'`,
        { process: letter?.process, table: 'notice_letter', what: 'missing' },
      ],
      [`delete from evidence_use`, { process: M06, table: 'evidence_use', what: 'missing' }],
      [
        `update delivery set response = '250 说过' where message_id = '${letter?.card.messageId ?? ''}'`,
        { process: letter?.process, table: 'delivery', what: 'changed', column: 'response' },
      ],
      [
        `delete from delivery where message_id <> '${letter?.card.messageId ?? ''}'`,
        { table: 'delivery', what: 'missing' },
      ],
    ];
    for (const [statement] of damages) await run(statement);
    const { differences } = await verify();
    for (const [, expected] of damages) expect(differences).toContainEqual(expect.objectContaining(expected));
    const rebuilt = await rebuildLedger(world);
    expect(rebuilt).toMatchObject({ left: [], removed: [] });
    expect(await verify()).toMatchObject({ differences: [] });
    expect(await dump()).toEqual(before);
  }, 120_000);

  it('emptied, it comes back from the histories alone', async () => {
    const before = await dump();
    for (const table of Object.keys(TABLES)) if (table !== 'evidence') await run(`truncate ${table}`);
    expect((await verify()).differences.length).toBeGreaterThan(20);
    await rebuildLedger(world, { programme: P });
    expect(await dump()).toEqual(before);
  }, 120_000);

  it('what the engine does not know is named, left alone, and taken away only on demand', async () => {
    await run(
      `insert into process select (jsonb_populate_record(p, '{"process": "${P}/measure/M99"}')).* from process p where process = '${M06}'`,
    );
    await run(`insert into delivery (message_id, attempts) values ('forged@${P}.zhenggai', 1)`);
    const found = [
      { process: '', table: 'delivery', row: `forged@${P}.zhenggai`, what: 'extra' },
      { process: `${P}/measure/M99`, table: 'history', row: '', what: 'unknown' },
    ];
    expect((await verify()).differences).toEqual(found);
    await rebuildLedger(world);
    expect((await verify()).differences).toEqual(found);
    await rebuildLedger(world, { removeUnknown: true });
    expect((await verify()).differences).toEqual([]);
  }, 120_000);

  it('another engine, that knows none of it, takes nothing away', async () => {
    const before = await dump();
    const other = await createWorld({ noWorker: true });
    try {
      const { left } = await rebuildLedger({ engine: other.engine, db: world.db }, { removeUnknown: true });
      expect(left).toContainEqual({ process: M06, reason: '引擎中没有这一流程' });
    } finally {
      await other.close();
    }
    expect(await dump()).toEqual(before);
  });

  it('rebuilt again and again while people act, it loses nothing', async () => {
    const acting = { now: true };
    const acts = (async () => {
      for (let i = 0; i < 15; i += 1)
        await world.act('M18', 'zgb-zhuren', { type: 'urge', text: `第${i}次` }, { requestId: `r${i}` });
      acting.now = false;
    })();
    let rounds = 0;
    while (acting.now) {
      expect(await rebuildLedger(world)).toMatchObject({ left: [] });
      rounds += 1;
    }
    await acts;
    expect(rounds).toBeGreaterThan(1);
    await world.quiet();
    expect(await verify()).toMatchObject({ lag: 0, differences: [] });
  }, 240_000);

  it('verified while people act, shows no difference', async () => {
    const acting = { now: true };
    const acts = (async () => {
      for (let i = 0; i < 15; i += 1)
        await world.act('M18', 'zgb-zhuren', { type: 'urge', text: `再${i}次` }, { requestId: `s${i}` });
      acting.now = false;
    })();
    while (acting.now) expect((await verify()).differences).toEqual([]);
    await acts;
  }, 240_000);

  it('a rebuild waits for a batch being written, and a batch for a rebuild', async () => {
    const records = await world.records(M06);
    const [row] = await listProcesses(world.db, { text: M06 });
    const own = await openDatabase(world.databaseUrl, { connections: 4 });
    try {
      const again = () => createLedger(own).append(records.slice(-3), { ...row!, seq: row!.seq });
      const results = await Promise.all([
        rebuildLedger(world),
        ...Array.from({ length: 20 }, again),
        rebuildLedger(world),
      ]);
      expect(results[0]).toMatchObject({ left: [] });
      expect(await verify()).toMatchObject({ differences: [] });
    } finally {
      await closeDatabase(own);
    }
  }, 120_000);
});
