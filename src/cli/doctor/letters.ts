import { LETTER_STATUS_NAMES, type LetterState } from '../../domain/letter/state.ts';
import type { Row } from '../../domain/process.ts';
import { addMillis, MINUTE_MS, type Instant } from '../../domain/time.ts';
import { broken, ok, warning, type Finding } from './finding.ts';

/** Letters of a programme, and its civil time. */
export interface Post {
  readonly at: Instant;
  readonly open: readonly Row[];
  readonly undeliverable: readonly Row[];
}

/** A letter leaves within minutes of its time, also on a busy morning. */
const GRACE_MS = 15 * MINUTE_MS;
/** What was refused long ago has been told, and is not told again and again. */
const RECENT_MS = 30 * 24 * 60 * MINUTE_MS;
/** How many are named. */
const NAMED = 3;

export function judgeLetters(posts: readonly Post[]): Finding {
  const stuck = posts.flatMap(({ at, open }) => open.filter((row) => isStuck(row, addMillis(at, -GRACE_MS))));
  const waiting = posts.flatMap(({ open }) =>
    open.filter((row) => !stuck.includes(row) && (row.card.attempts ?? 0) > 0),
  );
  const refused = posts.flatMap(({ at, undeliverable }) =>
    undeliverable.filter((row) => row.at > addMillis(at, -RECENT_MS)),
  );
  if (stuck.length > 0)
    return broken(
      'letters',
      `${stuck.length} 封信件已过发出时刻而未发出：${named(stuck)}`,
      '先看“办理程序”和“引擎”两项；两项正常而信件仍不发出的，停止后重新运行 scripts/run，并保留 logs 备查。',
    );
  if (refused.length > 0)
    return warning(
      'letters',
      `近 30 日有 ${refused.length} 封信件无法送达：${named(refused)}`,
      '用 zhenggai people address 更正邮箱，并以其他方式告知本人；详见 zhenggai status --letters。',
    );
  if (waiting.length > 0)
    return warning(
      'letters',
      `${waiting.length} 封信件发送未成，将自动重发：${named(waiting)}`,
      '看“邮件服务”一项；详见 zhenggai status --letters。',
    );
  const gathering = posts.reduce((sum, { open }) => sum + open.length, 0);
  return ok('letters', gathering === 0 ? '没有待发的信件' : `${gathering} 封待发，均未到发出时刻`);
}

/** Its time to leave, or to be tried again, has passed; or an attempt that should have been answered was not. */
function isStuck(row: Row, before: Instant): boolean {
  return row.nextDuty === undefined
    ? row.status === 'sending' && row.at < before
    : row.nextDuty.dueAt < before;
}

function named(rows: readonly Row[]): string {
  const some = rows.slice(0, NAMED).map(({ card, status }) => {
    const { [status as LetterState['status']]: state = status } = LETTER_STATUS_NAMES;
    const words = card.response === undefined || card.response === '' ? '' : `，${card.response}`;
    return `${card.holder ?? ''}（${state}${words}）`;
  });
  return `${some.join('、')}${rows.length > NAMED ? '等' : ''}`;
}
