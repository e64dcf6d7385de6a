/** The Temporal server release this program is tried with. Binaries, schemas and configuration follow it. */
export const TEMPORAL_VERSION = '1.32.2';
