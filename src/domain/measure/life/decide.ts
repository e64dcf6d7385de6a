import type { RoleHolder } from '../../roster.ts';
import type { Instant } from '../../time.ts';
import type { MeasureState } from '../state.ts';
import type { Verdict } from '../verdict.ts';
import { isStaffCommand } from './staff-commands.ts';
import { decideStaff } from './decide-staff.ts';
import { cancel } from './cancellation.ts';
import type { LifeCommand } from './commands.ts';
import { correct } from './correction.ts';
import { instruct, reply } from './instruction.ts';
import { resume, suspend } from './suspension.ts';

/** Decides a command on a measure's life or staff, of somebody whose post allows it. */
export function decideLife(state: MeasureState, command: LifeCommand, as: RoleHolder, now: Instant): Verdict {
  if (isStaffCommand(command)) return decideStaff(state, command, as, now);
  switch (command.type) {
    case 'suspend':
      return suspend(state, command, as, now);
    case 'resume':
      return resume(state, command, as, now);
    case 'cancel':
      return cancel(state, command, as, now);
    case 'correct':
      return correct(state, command, as);
    case 'instruct':
      return instruct(state, command, as, now);
    case 'reply':
      return reply(state, command, as, now);
  }
}
