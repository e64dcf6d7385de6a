import { sideBySide } from '../contracts/side-by-side.ts';
import type { Batch, Ledger, Processes } from '../domain/ports.ts';
import { findingsOf, type LetterFacts, type ProcessFacts } from '../domain/sweep/findings.ts';
import type { Looked } from '../domain/sweep/state.ts';

const SIDE_BY_SIDE = 8;
/** Findings kept by name: beyond them nobody reads a list. */
const LISTED = 100;
const LONG_AGO = '1970-01-01T00:00:00.000+08:00';

/** Asks engine and ledger how every process of a programme and every letter under way stands; what is amiss is the rules' to say. */
export async function inspect(
  { processes, ledger }: { readonly processes: Processes; readonly ledger: Ledger },
  { programme, process: own, at }: Batch,
  { registered, since = LONG_AGO }: { readonly registered: readonly string[]; readonly since?: string },
): Promise<Looked> {
  const standing = await ledger.standing(programme, since);
  const known = new Map(standing.processes.map(({ process, ...rest }) => [process, rest]));
  const ids = [...new Set([...registered, ...known.keys()])].filter((id) => id !== own);
  const facts = await sideBySide(SIDE_BY_SIDE, ids, async (process): Promise<ProcessFacts> => {
    const inLedger = known.get(process);
    return {
      process,
      ...(await processes.examine(process)),
      ...(inLedger === undefined ? {} : { ledger: inLedger }),
    };
  });
  const letters = await sideBySide(SIDE_BY_SIDE, standing.letters, async (letter): Promise<LetterFacts> => {
    const { engine } = await processes.examine(letter.letter);
    return { ...letter, engine };
  });
  const findings = findingsOf(facts, letters, at, since);
  return {
    at,
    processes: facts.length,
    letters: letters.length,
    findings: findings.slice(0, LISTED),
    more: Math.max(0, findings.length - LISTED),
  };
}
