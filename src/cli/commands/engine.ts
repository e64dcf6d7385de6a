import type { Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { archiveEngine, prepareEngine } from '../engine.ts';

/** `engine prepare`: everything `run` needs is found, fetched or built beforehand. `engine archive`: packed for a mirror. */
export function engineCommand(program: Command, app: App): void {
  const engine = program.command('engine').description('引擎（Temporal 与 PostgreSQL）的准备');
  engine
    .command('prepare')
    .description('找到或备好引擎的程序；已备好时什么也不做')
    .action(app.action<object>(prepare));
  engine
    .command('archive')
    .description('把引擎的 Temporal 程序打成发布包，供其他同类机器从镜像取得')
    .argument('<文件夹>', '发布包和 SHA256SUMS 所在的文件夹')
    .action(app.action<object>(archive));
}

async function prepare(call: Call): Promise<Answer> {
  const { config } = call.world;
  const settings = config(call.options.driven === true ? 'driven' : 'real');
  // Building takes minutes: whoever waits is told, terminal or not.
  await prepareEngine(settings, call.warn);
  return { lines: ['引擎已备好。'], json: { cache: settings.cache } };
}

async function archive(call: Call, _: object, [folder = '']: readonly string[]): Promise<Answer> {
  const made = await archiveEngine(call.world.config('real'), folder, call.warn);
  return {
    lines: [
      `已打包：${made.file}`,
      `SHA-256：${made.sha256}（已记入同一文件夹的 SHA256SUMS）`,
      '其他机器将 ZHENGGAI_ENGINE_MIRROR 设为该文件夹，或发布它的网址，即可取得。',
    ],
    json: { ...made },
  };
}
