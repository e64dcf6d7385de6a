import { act } from '../../src/client/act.ts';
import { BARE_ACT } from './bare-messages.ts';
import type { Stage } from './ground.ts';

/** Milliseconds from asking to the answer. */
export type Latencies = readonly number[];

/** Somebody who may comment on every measure: the rectification office. */
const PERSON = 'zgb-lianluo';
const TEXT = '已收悉，请按时限要求抓紧推进，并于本周内报送进展情况。';

/** One act; fails when it is not recorded. */
export async function actOurs({ engine }: Stage, process: string): Promise<void> {
  const command = { type: 'comment', text: TEXT };
  const result = await act(engine, { process, person: PERSON, command, directorySeq: 1, proven: 'bench' });
  if (result.kind !== 'done') throw new Error(`${process}: ${JSON.stringify(result)}`);
}

export async function actBare({ engine }: Stage, workflow: string): Promise<void> {
  await engine.client.workflow
    .getHandle(workflow)
    .executeUpdate(BARE_ACT, { args: [{ type: 'comment', text: TEXT }] });
}

/** `count` acts, as many in flight as targets are given; one target may stand there several times. */
export async function latencies(
  one: (target: string) => Promise<void>,
  targets: readonly string[],
  count: number,
): Promise<Latencies> {
  const found: number[] = [];
  let left = count;
  await Promise.all(
    targets.map(async (target) => {
      while (left > 0) {
        left -= 1;
        const begin = performance.now();
        await one(target);
        found.push(performance.now() - begin);
      }
    }),
  );
  return found;
}
