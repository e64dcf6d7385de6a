/** A workflow that never gives its thread back: a fault that the rules must not have, and a worker must survive. */
export async function endless(): Promise<void> {
  for (;;);
}

/** One that is merely slow: busy for longer than the watch looks. */
export async function slow(turns: number): Promise<number> {
  let sum = 0;
  for (let i = 0; i < turns; i += 1) sum += i % 7;
  return sum;
}
