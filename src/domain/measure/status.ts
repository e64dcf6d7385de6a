/** Statuses of a measure, and what they mean. */
export const STATUS_NAMES = {
  not_started: '未启动',
  under_way: '整改中',
  under_review: '审核中',
  on_notice: '公示中',
  returned: '退回补正',
  signed_off: '已销号',
  suspended: '已中止',
  cancelled: '已取消',
} as const;
export type MeasureStatus = keyof typeof STATUS_NAMES;

/** Those in which something is still to be handed in: only then can a measure be overdue. */
export const AT_WORK: readonly MeasureStatus[] = ['not_started', 'under_way', 'returned'];

export function isAtWork(status: string): boolean {
  return (AT_WORK as readonly string[]).includes(status);
}

/** Signed off or cancelled: nothing is to come. */
export function isClosed(status: string): boolean {
  return status === 'signed_off' || status === 'cancelled';
}
