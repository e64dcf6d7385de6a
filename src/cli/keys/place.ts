import type { Config } from '../../config.ts';
import { optional } from '../../domain/optional.ts';
import { readInstance } from '../instance.ts';
import type { KeyPlace } from './at-hand.ts';

/** Where the keys are: of an instance that runs, those it was started with, whatever is set where a command is typed. */
export async function keyPlaceOf(config: Config): Promise<KeyPlace> {
  return { ...config, ...optional('keyFile', (await readInstance(config))?.keyFile) };
}
