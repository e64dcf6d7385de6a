/** What may stand in states, events and messages: it survives JSON unchanged. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** Exhaustiveness: a switch over a union ends here; reaching it is a defect of the code, never of the input. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}
