import type { Fault } from '../scene.ts';
import { MAIL_FAULTS } from './mail.ts';
import { PROCESS_FAULTS } from './processes.ts';
import { SURROUNDING_FAULTS } from './surroundings.ts';

/** Every fault, in the order of the table. */
export const FAULTS: readonly Fault[] = [...PROCESS_FAULTS, ...MAIL_FAULTS, ...SURROUNDING_FAULTS];

/** @throws RangeError naming what there is */
export function faultOf(name: string): Fault {
  const found = FAULTS.find((fault) => fault.name === name);
  if (found === undefined)
    throw new RangeError(`no fault "${name}"; there are ${FAULTS.map((fault) => fault.name).join(', ')}`);
  return found;
}
