import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { checkNeeded, neededKeys } from '../../src/client/needed-keys.ts';
import { connect, type Engine } from '../../src/client/connect.ts';
import { fetchHistory, fetchRuns, processIds, type History } from '../../src/client/histories.ts';
import { opened } from '../../src/client/opened.ts';
import { act, type ActResult } from '../../src/client/act.ts';
import { createProcesses } from '../../src/client/processes.ts';
import { keysAtHand } from '../../src/cli/keys/at-hand.ts';
import { addKey, rotateKey } from '../../src/cli/keys/making.ts';
import { rebuildLedger } from '../../src/cli/ledger/rebuild.ts';
import { verifyLedger } from '../../src/cli/ledger/verify.ts';
import { measureProcess } from '../../src/domain/process.ts';
import type { KeptKey } from '../../src/keys/key-file.ts';
import { SEALED } from '../../src/keys/payloads.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { HEAR } from '../../src/workflows/messages.ts';
import { encoded, openRaw } from '../support/raw.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const M06 = measureProcess('zhejiang-2022', 'M06');
const HANDLER = 'jcc-chengban';
const NOW = '2022-06-06T07:00:00.000+08:00';

/** What people wrote before there was a key, under the first, under the second before the worker knew it, and after it did. */
const BEFORE = '密钥之前的进展：已走访三县';
const UNDER_FIRST = '首把密钥下的进展：发现一处虚报';
const UNKNOWN_YET = '刚换密钥时的进展：已约谈当事人';
const UNDER_SECOND = '换密钥之后的进展：材料齐备';

/** A measure whose engine is given a key in the middle of its life, and another later. */
describe('an engine whose payloads are sealed', () => {
  let world: World;
  let driver: Driver;
  let keys: readonly [first: KeptKey, second: KeptKey];
  /** A client that knows of no keys: what somebody with the engine's database sees. */
  let plain: Engine;

  const report = (text: string): Promise<ActResult> => world.act('M06', HANDLER, { type: 'report', text });

  beforeAll(async () => {
    world = await createWorld();
    driver = await world.launch(zhejiang({ measures: ['M06', 'M18'] }));
    await driver.to('2022-07-12T10:00:00.000+08:00');
    expect(await report(BEFORE)).toMatchObject({ kind: 'done' });
    const first = await addKey(world.keys, { purpose: 'payload', now: NOW });
    driver = await world.renewKeys();
    expect(await report(UNDER_FIRST)).toMatchObject({ kind: 'done' });
    await driver.to('2022-08-02T12:00:00.000+08:00');
    const { key: second } = await rotateKey(world.keys, {
      purpose: 'payload',
      cipher: 'sm4-ctr-hmac-sm3',
      now: NOW,
    });
    keys = [first, second];
    expect(await reportUnder(second)).toMatchObject({ kind: 'done' });
    driver = await world.renewKeys();
    expect(await report(UNDER_SECOND)).toMatchObject({ kind: 'done' });
    await driver.to('2022-08-31T12:00:00.000+08:00');
    plain = await connect(world.temporalAddress, world.namespace);
  }, 300_000);

  afterAll(async () => {
    await plain.close();
    await world.close();
  }, 120_000);

  /** As a command typed right after the rotation does: the worker has not read the key file since. */
  async function reportUnder({ id }: KeptKey): Promise<ActResult> {
    const { payloads, ring, note } = await keysAtHand(world.keys);
    expect(ring.current('payload')?.id).toBe(id);
    await note();
    const engine = await connect(world.temporalAddress, world.namespace, undefined, payloads);
    try {
      const command = { type: 'report', text: UNKNOWN_YET };
      return await act(engine, { process: M06, person: HANDLER, command, directorySeq: 1, proven: 'test' });
    } finally {
      await engine.close();
    }
  }

  /** Every byte of every history, as text. */
  async function written(engine: Engine): Promise<string> {
    const texts: string[] = [];
    const collect = (value: unknown): void => {
      if (value instanceof Uint8Array) texts.push(Buffer.from(value).toString('utf8'));
      else if (typeof value === 'string') texts.push(value);
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
    };
    for (const id of await processIds(engine)) collect(await fetchRuns(engine, id));
    return texts.join('\n');
  }

  it('keeps nothing of what people wrote since in the engine; what stood there before stays', async () => {
    const raw = await written(plain);
    const found = [BEFORE, UNDER_FIRST, UNKNOWN_YET, UNDER_SECOND].map((text) => raw.includes(text));
    expect(found).toEqual([true, false, false, false]);
    for (const { id } of keys) expect(raw).toContain(id);
    // Letters begun since are sealed from their start input on.
    const letters = (await processIds(plain)).filter((id) => id.includes('/letter/'));
    const last = await fetchHistory(plain, letters.at(-1) ?? '');
    const input = last.events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0];
    expect(Buffer.from(input?.metadata?.['encoding'] ?? []).toString()).toBe(SEALED);
  });

  it('opens to all of it, whichever key sealed it', async () => {
    const read = await written(world.engine);
    for (const text of [BEFORE, UNDER_FIRST, UNKNOWN_YET, UNDER_SECOND]) expect(read).toContain(text);
    expect((await world.records(M06)).filter(({ type }) => type === 'ProgressReported')).toHaveLength(4);
  });

  it('mails as always', async () => {
    const subjects = (await world.mails({ measure: 'M06' })).map(({ subject }) => subject);
    expect(subjects).toEqual(expect.arrayContaining([expect.stringContaining('M06 今日到期(8月31日)')]));
  });

  it('gives a ledger that agrees, and that can be written anew', async () => {
    expect(await verifyLedger(world)).toMatchObject({ lag: 0, differences: [] });
    const rebuilt = await rebuildLedger(world);
    expect(rebuilt.left).toEqual([]);
    expect(await verifyLedger(world)).toMatchObject({ lag: 0, differences: [] });
  });

  it('tells which keys its processes were begun with', async () => {
    const { payloads } = await keysAtHand(world.keys);
    const needed = await neededKeys(world.engine, payloads, 'all');
    expect(needed.map(({ id }) => id).toSorted()).toEqual(keys.map(({ id }) => id).toSorted());
    expect(needed.every(({ standing, processes }) => standing === 'there' && processes > 0)).toBe(true);
  });

  it('records a sealed thing of a stranger as undecodable, like all others, and goes on', async () => {
    const raw = await openRaw(world);
    try {
      expect(await raw.signal(M06, HEAR, [encoded(SEALED, 'nobody knows')])).toBeUndefined();
      await world.quiet();
      const last = (await world.records(M06)).at(-1);
      expect(JSON.stringify(last?.data)).toContain(`undecodable\\":\\"${SEALED}`);
      expect(await report('一切照常')).toMatchObject({ kind: 'done' });
      expect((await verifyLedger(world)).differences).toEqual([]);
    } finally {
      await raw.close();
    }
  });

  describe('whose history was changed by somebody', () => {
    const flipped = async (
      pick: (event: NonNullable<History['events']>[number]) => unknown,
    ): Promise<History> => {
      const history = await fetchHistory(plain, M06);
      const event = history.events?.findLast((one) => pick(one) != null);
      const { payloads } = pick(event ?? {}) as { payloads: { data: Uint8Array }[] };
      const [payload] = payloads;
      if (payload) payload.data = Uint8Array.from(payload.data, (byte, i) => (i === 20 ? byte ^ 1 : byte));
      return history;
    };

    it('is not believed: the event and its key are named', async () => {
      const history = await flipped((one) => one.activityTaskScheduledEventAttributes?.input);
      const event = history.events?.findLast((one) => one.activityTaskScheduledEventAttributes);
      expect(() => opened(world.engine, M06, history)).toThrow(
        `引擎中 ${M06} 的第 ${String(event?.eventId)} 号历史事件，其内容不是密钥 ${keys[1].id} 所加密的原样`,
      );
    });

    it('stands as undecodable where anybody could have sent it', async () => {
      const input = (one: NonNullable<History['events']>[number]) =>
        one.workflowExecutionUpdateAcceptedEventAttributes?.acceptedRequest?.input?.args;
      const found = opened(world.engine, M06, await flipped(input));
      const event = found.events?.findLast((one) => input(one));
      const [payload] = (event && input(event)?.payloads) ?? [];
      expect(Buffer.from(payload?.metadata?.['encoding'] ?? []).toString()).toBe(SEALED);
    });
  });
});

describe('an engine whose processes were begun under a key', () => {
  const TROUBLE = '名录服务器 10.1.2.3 拒绝张三的登录';
  let world: World;
  let troubled = true;

  beforeAll(async () => {
    world = await createWorld({
      payloadKey: 'aes-256-gcm',
      noWorker: true,
      wrap: (ports) => ({
        ...ports,
        processes: {
          ...ports.processes,
          start: async (process) => {
            if (troubled) throw new Error(TROUBLE);
            return ports.processes.start(process);
          },
        },
      }),
    });
    await world.launch(zhejiang({ measures: ['M06'] }));
  }, 120_000);

  afterAll(() => world.close(), 120_000);

  it('is touched by nobody who lacks the key, or has another of that id; by who has it, it is', async () => {
    const { data, keyFile } = world.keys;
    // Another machine: nothing there remembers the key.
    const there = path.join(data, 'other');
    mkdirSync(there);
    const elsewhere = { ...world.keys, data: there, keyFile: path.join(there, 'keys.json') };
    const check = async (): Promise<void> => {
      const { payloads } = await keysAtHand(elsewhere);
      // The index follows the processes by moments.
      while ((await processIds(world.engine)).length === 0) await sleep(100);
      await checkNeeded(world.engine, payloads, elsewhere.keyFile);
    };
    await expect(check()).rejects.toMatchObject({
      code: 'keys-missing',
      message: expect.stringContaining('引擎中有 1 个办理中的流程用它加密（如 zhejiang-2022）'),
    });
    const kept = readFileSync(keyFile, 'utf8');
    const swapped = kept.replace(/"bytes": ".{8}/, '"bytes": "AAAAAAAA');
    writeFileSync(elsewhere.keyFile, swapped, { mode: 0o600 });
    await expect(check()).rejects.toMatchObject({ code: 'keys-wrong' });
    writeFileSync(elsewhere.keyFile, kept);
    await expect(check()).resolves.toBeUndefined();
    expect(await world.records('zhejiang-2022')).toEqual([]);
  }, 120_000);

  it('keeps to itself what its batches fail with, and tells those who have the key', async () => {
    await world.startWorker();
    const { examine } = createProcesses(world.engine);
    let failure: string | undefined;
    while (failure === undefined) {
      ({ failure } = await examine('zhejiang-2022'));
      await sleep(100);
    }
    expect(failure).toBe(TROUBLE);
    const { connection, namespace } = world.engine;
    const { pendingActivities } = await connection.workflowService.describeWorkflowExecution({
      namespace,
      execution: { workflowId: 'zhejiang-2022' },
    });
    expect(pendingActivities[0]?.lastFailure).toMatchObject({ message: 'Encoded failure', stackTrace: '' });
    troubled = false;
    await world.quiet();
    expect((await world.measure('M06')).status).toBe('not_started');
  }, 120_000);
});
