/**
 * Does work on items in several lanes at once; each lane takes the next item when it is done with one. A lane is set up by `open`,
 * which may lend it something for its life.
 */
export async function inLanes<T>(
  lanes: number,
  items: readonly T[],
  open: (lane: (work: (item: T) => Promise<void>) => Promise<void>) => Promise<void>,
): Promise<void> {
  let index = 0;
  const lane = async (work: (item: T) => Promise<void>): Promise<void> => {
    for (let item = items[index++]; item !== undefined; item = items[index++]) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, () => open(lane)));
}

/** The same with nothing lent. Gives what each item came to, in the items' order. */
export async function sideBySide<A, B>(
  lanes: number,
  items: readonly A[],
  work: (item: A, index: number) => Promise<B>,
): Promise<readonly B[]> {
  const results: B[] = [];
  await inLanes(lanes, [...items.entries()], (lane) =>
    lane(async ([index, item]) => {
      results[index] = await work(item, index);
    }),
  );
  return results;
}
