import type { NoticeKind } from '../../domain/notice.ts';
import type { Wording } from '../section.ts';
import { lookBackDue, lookedBack, objection, publicNotice, reopened } from './after-approval.ts';
import { calendarChanged, planAmended } from './amended.ts';
import { CLUE_WORDINGS } from './clue/index.ts';
import { approvalAbove, returned, signedOff, toApprove, toApproveAgain, withdrawn } from './approval.ts';
import { milestoneMissed, milestoneReminder, reminder } from './deadline.ts';
import {
  extensionAbove,
  extensionAgain,
  extensionAsked,
  extensionGranted,
  extensionRefused,
} from './extension.ts';
import { clueUnhanded, clueUnhandedMissed } from './clues.ts';
import { paceMissed } from './figures.ts';
import {
  instructed,
  instructionAnswered,
  instructionReminder,
  instructionUnanswered,
} from './instruction.ts';
import { proposal, specialReport, supervise, urge, urgedByLeader } from './ladder.ts';
import { problemReady, problemReopened, problemSignedOff } from './problem.ts';
import { cancelled, resumed, suspended } from './life.ts';
import {
  deputyEnded,
  deputyNamed,
  partAssigned,
  partDone,
  partMissed,
  partReminder,
  partRemoved,
  unitAssigned,
  unitChanged,
} from './staff.ts';
import { consolidatedReport, reportListed, reportPrepared } from './report.ts';
import { brief } from './brief.ts';
import { sweep } from './sweep.ts';
import { undeliverable } from './undeliverable.ts';
import type { View } from './view.ts';

const WORDINGS: Readonly<Record<NoticeKind, (view: View) => Wording>> = {
  reminder,
  milestone_reminder: milestoneReminder,
  milestone_missed: milestoneMissed,
  pace_missed: paceMissed,
  clue_unhanded: clueUnhanded,
  clue_unhanded_missed: clueUnhandedMissed,
  urge,
  supervise,
  special_report: specialReport,
  report_listed: reportListed,
  report_prepared: reportPrepared,
  consolidated_report: consolidatedReport,
  brief,
  proposal,
  urged_by_leader: urgedByLeader,
  to_approve: toApprove,
  to_approve_again: toApproveAgain,
  approval_above: approvalAbove,
  returned,
  withdrawn,
  signed_off: signedOff,
  public_notice: publicNotice,
  objection,
  look_back_due: lookBackDue,
  looked_back: lookedBack,
  reopened,
  extension_asked: extensionAsked,
  extension_again: extensionAgain,
  extension_above: extensionAbove,
  extension_granted: extensionGranted,
  extension_refused: extensionRefused,
  problem_ready: problemReady,
  problem_signed_off: problemSignedOff,
  problem_reopened: problemReopened,
  undeliverable,
  sweep,
  suspended,
  resumed,
  cancelled,
  unit_changed: unitChanged,
  unit_assigned: unitAssigned,
  part_assigned: partAssigned,
  part_removed: partRemoved,
  part_reminder: partReminder,
  part_missed: partMissed,
  part_done: partDone,
  deputy_named: deputyNamed,
  deputy_ended: deputyEnded,
  plan_amended: planAmended,
  calendar_changed: calendarChanged,
  instructed,
  instruction_reminder: instructionReminder,
  instruction_unanswered: instructionUnanswered,
  instruction_answered: instructionAnswered,
  ...CLUE_WORDINGS,
};

/** The words of a notice for one person. */
export function wordingOf(view: View): Wording {
  return WORDINGS[view.kind](view);
}
