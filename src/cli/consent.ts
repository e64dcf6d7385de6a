import type { Call } from './call.ts';
import { CliError } from './errors.ts';

const YES: ReadonlySet<string> = new Set(['是', 'yes', 'y']);

/**
 * Asks whether to go on, unless `--yes` was given.
 * @throws unconfirmed
 */
export async function consentTo(
  call: Call,
  what: string,
  yes: boolean | undefined,
  extra: Readonly<Record<string, unknown>> = {},
): Promise<void> {
  if (yes === true) return;
  const { ask } = call.world.io;
  const unconfirmed = (): CliError => new CliError('unconfirmed', { what }, extra);
  if (ask === undefined || call.options.json === true) throw unconfirmed();
  const answer = await ask(`${what}？请输入“是”：`);
  if (!YES.has(answer.trim().toLowerCase())) throw unconfirmed();
}
