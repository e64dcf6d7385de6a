/** What a measure's status means to its programme. */

/** Neither signed off nor cancelled. */
export function isOpen(status: string): boolean {
  return status !== 'signed_off' && status !== 'cancelled';
}

/** Something is still to be handed in: only then can it be overdue. */
export function isAtWork(status: string): boolean {
  return status === 'not_started' || status === 'under_way' || status === 'returned';
}
