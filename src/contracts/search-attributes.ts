import { SEARCH_ATTRIBUTES } from '../domain/search-attributes.ts';

/** Names of the search attributes that a namespace must have, all Keyword. */
export const SEARCH_ATTRIBUTE_NAMES: readonly string[] = Object.values(SEARCH_ATTRIBUTES);
