import { broken, ok, skipped, warning, type Finding } from './finding.ts';

/** By how much other clocks are before this machine's, in milliseconds; absent where they could not be asked. */
export interface Clocks {
  readonly database?: number;
  readonly engine?: number;
}

/** Told from here on. Less is what a busy machine and the way there make. */
const TELL_MS = 3_000;
/** An act is good for thirty seconds: with clocks further apart than this, engine and worker would find it too old or from the future. */
const STOP_MS = 20_000;

export function judgeClock({ database, engine }: Clocks): Finding {
  const known = Object.entries({ 引擎: engine, 数据库: database }).flatMap(([name, ahead]) =>
    ahead === undefined ? [] : [{ name, ahead }],
  );
  if (known.length === 0) return skipped('clock', '引擎和数据库未运行或未应答，无从比对');
  const found = known.map(({ name, ahead }) => `${name}${difference(ahead)}`).join('，');
  const worst = Math.max(...known.map(({ ahead }) => Math.abs(ahead)));
  if (worst < TELL_MS) return ok('clock', `${found}（与本机相比）`);
  const advice =
    '在各台机器上启用时间同步（chrony、systemd-timesyncd 等，指向单位的时间服务器），然后再检查一次。';
  if (worst < STOP_MS) return warning('clock', `${found}（与本机相比）`, advice);
  return broken(
    'clock',
    `${found}（与本机相比）：办理请求会被当作已过有效期而不受理，提醒时刻也会有偏差`,
    advice,
  );
}

function difference(ahead: number): string {
  const seconds = Math.abs(ahead) / 1_000;
  if (seconds < 1) return '相差不到 1 秒';
  const amount = seconds < 120 ? `${seconds.toFixed(0)} 秒` : `约 ${(seconds / 60).toFixed(0)} 分钟`;
  return `${ahead > 0 ? '快' : '慢'} ${amount}`;
}
