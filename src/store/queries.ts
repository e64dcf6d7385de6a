/** Everything that is read from the store. Nothing here writes, except that `noteEvidence` enters a stored file. */
export { dueProcesses, getRow, listProcesses } from './queries/processes.ts';
export { eventsOf, waitForSeq } from './queries/events.ts';
export { listProgrammes } from './queries/programmes.ts';
export { findPerson, listPeople } from './queries/people.ts';
export { listLetters } from './queries/letters.ts';
export { rulesInForce } from './queries/rules.ts';
export { listDeliveries } from './queries/deliveries.ts';
export { evidenceOf, findEvidence, noteEvidence } from './queries/evidence.ts';
export { databaseHealth } from './queries/health.ts';
