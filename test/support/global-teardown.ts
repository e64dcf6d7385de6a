import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';

/** The fold oracle over every history that any test made, then everything away. Throws when it is not satisfied. */
export default async function tearDown(): Promise<void> {
  const suite = globalThis.zhenggaiTest;
  if (suite === undefined) return;
  try {
    const oracle = spawn(
      process.execPath,
      ['--import', 'tsx', path.join(import.meta.dirname, 'oracle-main.ts')],
      { stdio: 'inherit' },
    );
    const [code] = (await once(oracle, 'exit')) as [number | null];
    if (code !== 0) {
      // Told apart from a test that fails: no second run makes it good.
      const { ZHENGGAI_COUNTS: counts } = process.env;
      if (counts !== undefined) await writeFile(`${counts}.unsound`, '');
      throw new Error('the fold oracle is not satisfied (see above)');
    }
  } finally {
    await suite.engine.stop();
    await rm(suite.folder, { recursive: true, force: true });
  }
}
