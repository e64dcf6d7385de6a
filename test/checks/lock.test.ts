import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

test('package-lock.json names the binaries of every platform, so that npm ci takes it', () => {
  const script = join(import.meta.dirname, '../../scripts/complete-lock.cjs');
  expect(() => execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' })).not.toThrow();
});
