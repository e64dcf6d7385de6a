import type { History } from '../../src/client/histories.ts';

/** Events by type, e.g. `ActivityTaskScheduled`, the most frequent first. */
export function eventTypes(history: History): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const event of history.events ?? []) {
    const key = Object.keys(event).find((name) => name.endsWith('EventAttributes') && isSet(event, name));
    const type = capital((key ?? `type ${String(event.eventType)}`).replace(/EventAttributes$/, ''));
    counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return new Map([...counts].toSorted((a, b) => b[1] - a[1]));
}

function isSet(event: object, name: string): boolean {
  const value: unknown = (event as Readonly<Record<string, unknown>>)[name];
  return value !== null && value !== undefined;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
