import { broken, ok, warning, type Finding } from './finding.ts';
import { which } from '../../engine/executables.ts';
import { capture } from '../../engine/processes.ts';
import { usualSearchPath } from '../../engine/temporal-binaries.ts';

/** Oldest releases that do. Node's is that of package.json (a test holds both together). */
export const LEAST_NODE = '20.19';
const LEAST_GO = '1.21';

/** `v20.20.2`, as Node says it. */
export function judgeNode(version: string): Finding {
  if (atLeast(version, LEAST_NODE)) return ok('node', `${version}（需要 ${LEAST_NODE} 或更高版本）`);
  return broken(
    'node',
    `${version}，低于所需的 ${LEAST_NODE}`,
    `安装 Node.js ${LEAST_NODE} 或更高版本：https://nodejs.org/`,
  );
}

/** Go where it is: its path, and what `go version` says. */
export interface FoundGo {
  readonly file: string;
  readonly says: string;
}

/** Go is needed only where the engine's programs would have to be built here. */
export function judgeGo(go: FoundGo | undefined, needed: boolean): Finding {
  const install = `安装 Go ${LEAST_GO} 或更高版本，或设置 ZHENGGAI_ENGINE_MIRROR 取得发布包。`;
  if (go === undefined)
    return needed ? broken('go', '未找到', install) : ok('go', '未安装；引擎程序已有来源，不需要');
  const version = /\bgo(\d+(?:\.\d+)+)/.exec(go.says)?.[1];
  if (version !== undefined && atLeast(version, LEAST_GO)) return ok('go', `${version}（${go.file}）`);
  const found =
    version === undefined ? `${go.file} 不能运行` : `${version}，低于所需的 ${LEAST_GO}（${go.file}）`;
  return needed ? broken('go', found, install) : warning('go', `${found}；目前不需要`, install);
}

/** Looks for Go where the engine's set-up would. */
export async function probeGo(searchPath = usualSearchPath()): Promise<FoundGo | undefined> {
  const file = await which('go', searchPath);
  if (file === undefined) return undefined;
  // From a folder without a go.mod, so that no other toolchain is fetched for it.
  const { output } = await capture(file, ['version'], { cwd: '/' });
  return { file, says: output };
}

/** The machine's own zone: its name, and how many minutes it is ahead of UTC now and half a year from now. */
export interface Zone {
  readonly name: string;
  readonly offsets: readonly number[];
}

const SHANGHAI_MINUTES = 480;

/** Dates and times are those of Beijing whatever the machine's zone is; only its own clock on the wall may confuse. */
export function judgeZone({ name, offsets }: Zone): Finding {
  const rule = '时限和发信时刻一律按北京时间（+08:00）计算，不受本机时区影响';
  if (offsets.every((one) => one === SHANGHAI_MINUTES)) return ok('zone', `${name}，与北京时间一致`);
  if (offsets.every((one) => one === 0)) return ok('zone', `${name}（世界时）；${rule}`);
  const hours = [...new Set(offsets.map((one) => (one - SHANGHAI_MINUTES) / 60))].join(' 或 ');
  return warning(
    'zone',
    `${name}，与北京时间相差 ${hours} 小时；${rule}`,
    '对照本机时钟、文件时间和系统日志时注意换算；本机设在国内的，请将系统时区改为 Asia/Shanghai。',
  );
}

export function probeZone(now: number): Zone {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const halfYear = 182 * 86_400_000;
  return {
    name: timeZone,
    offsets: [now, now + halfYear].map((at) => -new Date(at).getTimezoneOffset() || 0),
  };
}

/** Whether a version is not below another, number by number. */
function atLeast(version: string, least: string): boolean {
  const numbers = (text: string): number[] => text.replace(/^v/, '').split('.').map(Number);
  const [have, want] = [numbers(version), numbers(least)];
  for (const [i, wanted] of want.entries()) {
    const found = have[i] ?? 0;
    if (Number.isNaN(found) || found < wanted) return false;
    if (found > wanted) return true;
  }
  return true;
}
