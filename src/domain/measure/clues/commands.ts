import type { Reader } from '../../guards.ts';
import type { CivilDate } from '../../time.ts';

/** UTF-16 units of a label: it says which one is meant, not what it is about. */
const MAX_REFERENCE = 40;
const MAX_ID = 20;

/** What is done about clues found in the work of a measure, before they are handed over. */
export type ClueCommand =
  /** `on`: the day it was found. */
  | { readonly type: 'find_clue'; readonly on: CivilDate; readonly reference: string }
  /** `found`: the id it was noted under. */
  | { readonly type: 'strike_found'; readonly found: string; readonly reason: string };

export const CLUE_COMMAND_NAMES: Readonly<Record<ClueCommand['type'], string>> = {
  find_clue: '发现线索',
  strike_found: '划销',
};

/** Whether a command, or its type, is one of these. */
export function isClueType(type: string): type is ClueCommand['type'] {
  return Object.hasOwn(CLUE_COMMAND_NAMES, type);
}

export function isClueCommand<C extends { readonly type: string }>(
  command: C,
): command is Extract<C, ClueCommand> {
  return isClueType(command.type);
}

/** Reads the fields of such a command. */
export function readClueFields(r: Reader, type: ClueCommand['type']): ClueCommand {
  switch (type) {
    case 'find_clue':
      r.only(['type', 'on', 'reference']);
      return { type, on: r.date('on'), reference: r.line('reference', MAX_REFERENCE) };
    case 'strike_found':
      r.only(['type', 'found', 'reason']);
      return { type, found: r.line('found', MAX_ID), reason: r.text('reason') };
  }
}
