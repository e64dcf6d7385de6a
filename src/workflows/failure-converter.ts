import { DefaultFailureConverter } from '@temporalio/common';

/** What a failure says and where it arose, as a payload: so it is sealed like all others. For workers that seal. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
