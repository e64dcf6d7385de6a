import { foldEverything } from './oracle.ts';
import { shared } from './shared.ts';

/** The fold oracle in a process of its own: global teardown runs outside Jest's module system. */
await foldEverything(shared());
