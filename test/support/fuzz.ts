/** How often a fuzz test tries: moderately in the suite, as often as `ZHENGGAI_FUZZ_RUNS` says in a long run. */
export function runs(usual: number): number {
  const wished = Number(process.env['ZHENGGAI_FUZZ_RUNS']);
  return Number.isSafeInteger(wished) && wished > 0 ? wished : usual;
}
