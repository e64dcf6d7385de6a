import type { MeasureState } from '../../domain/measure/state.ts';
import { staffingOf } from '../../domain/measure/staffing.ts';
import { titleOf } from '../../domain/roster.ts';
import { dateOf } from '../../domain/time.ts';
import { wrap } from '../../plan/text.ts';
import { heading } from './text.ts';

/** What has befallen a measure beside the work on it: suspensions, instructions, parts of supporting units, deputies. */
export function lifeLines(state: MeasureState, width: number): readonly string[] {
  const { posts } = staffingOf(state);
  return [
    ...part('中止', [
      ...(state.pauses ?? []).map((one) => `${one.from} 至 ${one.to}：${one.reason}`),
      ...(state.status === 'suspended' ? [`${dateOf(state.suspendedAt)} 起：${state.reason}`] : []),
    ]),
    ...part(
      '取消',
      state.status === 'cancelled'
        ? [`依据 ${state.minutes.date} 会议纪要（${state.minutes.number}）：${state.reason}`]
        : [],
    ),
    ...part(
      '批示',
      (state.instructions ?? []).map((one) => {
        const due = one.due === undefined ? '' : `，${one.due} 前回复`;
        const answered = one.answered === undefined ? '待回复' : `已回复（第 ${one.answered} 号记录）`;
        return `第 ${one.seq} 号 ${dateOf(one.at)} ${titleOf(posts, one.leader.post)}${due}，${answered}：${one.text}`;
      }),
    ),
    ...part(
      '配合任务',
      (state.parts ?? []).map((one) => {
        const due = one.due === undefined ? '' : `，时限 ${one.due}`;
        return `${one.unit.name}${due}，${one.done === undefined ? '未完成' : '已完成'}：${one.task}`;
      }),
    ),
    ...part(
      '代办授权',
      (state.deputies ?? []).map(
        (one) =>
          `${one.of.name} 授权 ${one.name}（${one.person}）代办${titleOf(posts, one.post)}事务，至 ${one.until}`,
      ),
    ),
  ];

  function part(title: string, lines: readonly string[]): readonly string[] {
    return lines.length === 0
      ? []
      : [...heading(`${title} ${lines.length}`), ...lines.flatMap((line) => wrap(line, width))];
  }
}

/** What a signed-off measure still waits for. */
export function lookBackText({
  lookBack,
  lookedBack,
}: Extract<MeasureState, { status: 'signed_off' }>): string {
  if (lookedBack !== undefined)
    return `${lookedBack.on} 已回头看，${lookedBack.result === 'found' ? '发现问题' : '未发现问题'}`;
  return lookBack === undefined ? '无' : `${lookBack.on} 起整改办回头看`;
}
