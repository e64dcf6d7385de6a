import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Instance } from '../../src/cli/instance.ts';
import { findTold } from '../../src/cli/told.ts';
import { measureProcess } from '../../src/domain/process.ts';
import { createJournal } from '../../src/mail/journal.ts';
import { getRow } from '../../src/store/queries.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';

const M18 = measureProcess('zhejiang-2022', 'M18');

describe('a restored engine before anything is done', () => {
  let world: World;

  beforeAll(async () => {
    world = await createWorld();
    const driver = await world.launch(zhejiang({ measures: ['M06', 'M18'] }));
    await driver.to('2022-06-14T12:00:00.000+08:00');
    await world.stopWorker();
  }, 120_000);
  afterAll(() => world.close(), 60_000);

  it('names what has fallen due since, and who was told of it by letters kept; no worker is needed', async () => {
    const data = path.join(world.folder, 'data');
    await mkdir(data);
    // As if the real clock had gone on from the backup until today.
    const instance = { ...world, clock: 'real' } as unknown as Instance;
    const before = await findTold({ data }, instance);
    expect(before).toMatchObject({ kept: 0, letters: [] });
    expect(before.due.map((one) => one.process)).toContain(M18);
    expect(before.due.every(({ told }) => told.length === 0)).toBe(true);

    const next = (await getRow(world.db, M18))?.nextDuty;
    const letter = { messageId: 'm@zhejiang-2022.zhenggai', thread: 't', at: next?.dueAt ?? '' };
    await createJournal(path.join(data, 'letters')).note(
      {
        ...letter,
        programme: { id: 'zhejiang-2022' },
        person: { id: 'fgc-chengban', name: '', address: '' },
        notices: [{ notice: { id: next?.id }, as: 'to' }],
      } as unknown as Parameters<ReturnType<typeof createJournal>['note']>[0],
      '250 ok',
      '2022-06-20T08:30:01.000+08:00',
    );
    const found = await findTold({ data }, instance);
    expect(found.letters).toEqual([
      expect.objectContaining({
        person: 'fgc-chengban',
        noticeIds: [next?.id],
        name: '政策法规处承办人（示例）',
      }),
    ]);
    expect(found.due.filter(({ told }) => told.length > 0)).toEqual([
      expect.objectContaining({ process: M18, dueAt: next?.dueAt, told: ['政策法规处承办人（示例）'] }),
    ]);
  }, 60_000);

  it('letters that the databases know as delivered are not listed', async () => {
    const mails = await world.mails();
    expect(mails.length).toBeGreaterThan(0);
    const { kept, letters } = await findTold({ data: world.folder }, {
      ...world,
      clock: 'driven',
    } as unknown as Instance);
    expect(kept).toBe(mails.length);
    expect(letters).toEqual([]);
  });
});
