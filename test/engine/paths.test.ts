import { defaultFolders } from '../../src/engine/paths.ts';

test('root keeps its data where a system user can reach it', () => {
  expect(defaultFolders({ uid: 0, home: '/root', xdgDataHome: '/root/x' })).toEqual({
    data: '/var/lib/zhenggai',
    cache: '/var/cache/zhenggai',
  });
});

test('a user keeps it in the XDG folders, else under HOME; relative XDG values are ignored', () => {
  expect(defaultFolders({ uid: 1000, home: '/home/a', xdgDataHome: '/d', xdgCacheHome: 'c' })).toEqual({
    data: '/d/zhenggai',
    cache: '/home/a/.cache/zhenggai',
  });
  expect(defaultFolders({ uid: 1000, home: '/home/a' }).data).toBe('/home/a/.local/share/zhenggai');
});

test('the settings win over every default; empty ones count as absent', () => {
  expect(defaultFolders({ uid: 0, data: '/srv/a', cache: '' })).toEqual({
    data: '/srv/a',
    cache: '/var/cache/zhenggai',
  });
});

test('without HOME there is still a folder of its own for each user', () => {
  const { data, cache } = defaultFolders({ uid: 1000, home: '', temporary: '/tmp' });
  expect([data, cache]).toEqual(['/tmp/zhenggai-1000/share', '/tmp/zhenggai-1000/.cache']);
});
