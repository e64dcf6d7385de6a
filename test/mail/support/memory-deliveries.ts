import type { Deliveries, Delivery } from '../../../src/mail/deliveries.ts';

/** The memory of attempts in this process, for tests of the mailer alone. */
export function memoryDeliveries(): Deliveries & { readonly failures: string[] } {
  const open = new Map<string, number>();
  const yes = new Map<string, Omit<Delivery, 'copies'>>();
  const failures: string[] = [];
  const add = (id: string, by: number): number => {
    open.set(id, (open.get(id) ?? 0) + by);
    return open.get(id) ?? 0;
  };
  return {
    failures,
    async delivery(id) {
      const found = yes.get(id);
      return found && { ...found, copies: open.get(id) ?? 1 };
    },
    async noteAttempt(id) {
      return yes.has(id) ? undefined : add(id, 1);
    },
    async noteFailure(id, response) {
      add(id, -1);
      failures.push(response);
    },
    async noteDelivery(id, response, at) {
      if (!yes.has(id)) yes.set(id, { response, at });
    },
  };
}
