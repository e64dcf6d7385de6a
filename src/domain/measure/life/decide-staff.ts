import type { RoleHolder } from '../../roster.ts';
import type { Instant } from '../../time.ts';
import type { MeasureState } from '../state.ts';
import type { Verdict } from '../verdict.ts';
import { authorise, revoke } from './deputies.ts';
import { addSupporting, removeSupporting, reportPart } from './parts.ts';
import type { StaffCommand } from './staff-commands.ts';
import { changeUnit } from './unit.ts';

/** Decides a command on who answers for a measure, of somebody whose post allows it. */
export function decideStaff(
  state: MeasureState,
  command: StaffCommand,
  as: RoleHolder,
  now: Instant,
): Verdict {
  switch (command.type) {
    case 'change_unit':
      return changeUnit(state, command, as, now);
    case 'add_supporting':
      return addSupporting(state, command, as, now);
    case 'remove_supporting':
      return removeSupporting(state, command, as, now);
    case 'report_part':
      return reportPart(state, command, as, now);
    case 'authorise':
      return authorise(state, command, as, now);
    case 'revoke':
      return revoke(state, command, as, now);
  }
}
