import { judgeClock } from '../../src/cli/doctor/clock.ts';
import { judgeDisk } from '../../src/cli/doctor/disk.ts';
import { judgeGo, judgeNode, judgeZone, probeGo } from '../../src/cli/doctor/machine.ts';
import { judgePrograms, needsGo } from '../../src/cli/doctor/programs.ts';
import { judgeWorker } from '../../src/cli/doctor/running.ts';

/** What cannot be broken on the machine that runs the tests, or not without waiting. */

test('Node that is too old is broken, the oldest that does is not', () => {
  expect(judgeNode('v18.20.4')).toMatchObject({
    verdict: 'broken',
    found: expect.stringContaining('v18.20.4'),
    advice: expect.stringContaining('20.19'),
  });
  expect(judgeNode('v20.18.3').verdict).toBe('broken');
  for (const well of ['v20.19.0', 'v22.0.0', 'v100.1.1']) expect(judgeNode(well).verdict).toBe('ok');
});

test('Go is missed only where the engine would have to be built', async () => {
  const none = await probeGo('/nowhere');
  expect(none).toBeUndefined();
  expect(judgeGo(none, false).verdict).toBe('ok');
  expect(judgeGo(none, true)).toMatchObject({
    verdict: 'broken',
    advice: expect.stringContaining('ZHENGGAI_ENGINE_MIRROR'),
  });
  const dead = { file: '/usr/bin/go', says: '' };
  expect(judgeGo(dead, true)).toMatchObject({ verdict: 'broken', found: '/usr/bin/go 不能运行' });
});

test('no way at all to the programs', () => {
  const bare = {
    postgres: { version: '18' },
    temporal: { kind: 'none' },
    mirror: false,
    cache: '/c',
  } as const;
  expect(needsGo(bare)).toBe(true);
  expect(judgePrograms({ ...bare, go: false })).toMatchObject({
    verdict: 'broken',
    advice: expect.stringContaining('TEMPORAL_ADDRESS'),
  });
  const postgres = { missing: 'engine-no-postgres' };
  expect(judgePrograms({ ...bare, go: true, postgres }).advice).toContain('npm ci');
});

test('little room is told before there is none, and so are few files', () => {
  const room = { what: '数据', setting: 'ZHENGGAI_DATA', folder: '/d', low: 2e9, out: 2e8 };
  expect(judgeDisk([{ ...room, bytes: 3e9, files: 1e6 }]).verdict).toBe('ok');
  expect(judgeDisk([{ ...room, bytes: 1e9 }])).toMatchObject({
    verdict: 'warning',
    found: '数据 /d 余 1.0 GB，偏少',
  });
  expect(judgeDisk([{ ...room, bytes: 1e8 }]).verdict).toBe('broken');
  expect(judgeDisk([{ ...room, bytes: 3e9, files: 50 }]).found).toContain('50 个文件');
  expect(judgeDisk([{ ...room, bytes: 3e9, files: 0 }]).verdict).toBe('broken');
});

test('clocks: a second is nothing, ten are told, half a minute stops the work', () => {
  expect(judgeClock({ engine: 800, database: -900 }).verdict).toBe('ok');
  expect(judgeClock({ engine: -10_000 })).toMatchObject({
    verdict: 'warning',
    found: '引擎慢 10 秒（与本机相比）',
  });
  expect(judgeClock({ engine: 0, database: 30_000 }).verdict).toBe('broken');
  expect(judgeClock({}).verdict).toBe('skipped');
});

test('a zone with summer time is told with both differences', () => {
  expect(judgeZone({ name: 'Europe/Berlin', offsets: [60, 120] }).found).toContain('相差 -7 或 -6 小时');
  expect(judgeZone({ name: 'Asia/Singapore', offsets: [480, 480] }).verdict).toBe('ok');
});

test('work that nobody asks for is broken, whether or not a programme could have answered', () => {
  expect(judgeWorker({ workflows: 0, activities: 1 }, undefined).verdict).toBe('broken');
  expect(judgeWorker({ workflows: 1, activities: 1 }, false).verdict).toBe('broken');
  expect(judgeWorker({ workflows: 2, activities: 2 }, undefined)).toMatchObject({
    verdict: 'ok',
    found: '2 个在办理',
  });
});
