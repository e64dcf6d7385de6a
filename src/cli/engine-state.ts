import { processState } from '../client/advance.ts';
import { listProgrammes } from '../store/queries.ts';
import { instantOf, type Instant } from '../domain/time.ts';
import type { MeasureState } from '../domain/measure/state.ts';
import type { Instance } from './instance.ts';

type StateAnswer = NonNullable<Awaited<ReturnType<typeof processState>>>;

/** Milliseconds a query may take: a screen should not wait longer for what the ledger can tell as well. */
const PATIENCE = 4_000;
/**
 * The same for what cannot be done without an answer. For ten seconds after a worker was killed the engine still hands its
 * processes' tasks to it before it gives them to another one; a patience of no more than that would blame the one that is well.
 */
export const LONG_PATIENCE = 20_000;

/** A process as the engine has it; undefined when nobody answers, or there is no such process. */
export async function stateOf(
  instance: Instance,
  process: string,
  patience = PATIENCE,
): Promise<StateAnswer | undefined> {
  const { engine } = instance;
  try {
    return await engine.connection.withDeadline(Date.now() + patience, () => processState(engine, process));
  } catch {
    // No worker, or no engine: whoever asks shows what the ledger has, and says so.
    return undefined;
  }
}

/** A measure as the engine has it. */
export async function measureStateOf(
  instance: Instance,
  process: string,
): Promise<{ readonly state: MeasureState; readonly answer: StateAnswer } | undefined> {
  const answer = await stateOf(instance, process);
  return answer === undefined ? undefined : { state: answer.frame.state as MeasureState, answer };
}

/** The civil time that counts for a programme: the real one, or where a driven programme has come to. */
export async function civilNow(
  instance: Instance,
  programme: string,
  realNow = Date.now(),
): Promise<Instant> {
  if (instance.clock === 'real') return instantOf(realNow);
  const answer = await stateOf(instance, programme);
  if (answer !== undefined) return answer.at;
  const view = (await listProgrammes(instance.db)).find((one) => one.programme === programme);
  return view?.at ?? instantOf(realNow);
}
