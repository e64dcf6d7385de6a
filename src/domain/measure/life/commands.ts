import type { Reader } from '../../guards.ts';
import { optional } from '../../optional.ts';
import type { CivilDate } from '../../time.ts';

/** What changes a measure's life and its staff, beside the work on it. */
export type LifeCommand =
  | { readonly type: 'suspend'; readonly reason: string }
  /** `to`: the date that is set with it, where the old one cannot be kept; absent: every date stays. */
  | { readonly type: 'resume'; readonly text?: string; readonly to?: CivilDate }
  /** Decided by a meeting: number of its minutes and when it was held. */
  | {
      readonly type: 'cancel';
      readonly reason: string;
      readonly minutes: string;
      readonly heldOn: CivilDate;
    };

export const LIFE_COMMAND_NAMES: Readonly<Record<LifeCommand['type'], string>> = {
  suspend: '中止',
  resume: '恢复',
  cancel: '取消',
};

/** Whether a command, or its type, is one of these. */
export function isLifeType(type: string): type is LifeCommand['type'] {
  return Object.hasOwn(LIFE_COMMAND_NAMES, type);
}

export function isLifeCommand<C extends { readonly type: string }>(
  command: C,
): command is Extract<C, LifeCommand> {
  return isLifeType(command.type);
}

/** Reads the fields of such a command. */
export function readLifeFields(r: Reader, type: LifeCommand['type']): LifeCommand {
  switch (type) {
    case 'suspend':
      r.only(['type', 'reason']);
      return { type, reason: r.text('reason') };
    case 'resume':
      r.only(['type', 'text', 'to']);
      return {
        type,
        ...optional('text', r.optionalText('text')),
        ...optional('to', optionalDate(r, 'to')),
      };
    case 'cancel':
      r.only(['type', 'reason', 'minutes', 'heldOn']);
      return { type, reason: r.text('reason'), minutes: r.line('minutes'), heldOn: r.date('heldOn') };
  }
}

function optionalDate(r: Reader, field: string): CivilDate | undefined {
  return r.raw[field] === undefined ? undefined : r.date(field);
}
