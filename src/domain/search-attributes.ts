/** Keyword search attributes of every process. They lie in plain text in the engine's store: nothing personal goes in. */
export const SEARCH_ATTRIBUTES = {
  kind: 'ZhenggaiKind',
  programme: 'ZhenggaiProgramme',
  status: 'ZhenggaiStatus',
  light: 'ZhenggaiLight',
} as const;
