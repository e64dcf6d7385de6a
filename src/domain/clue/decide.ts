import { addLimit } from '../calendar.ts';
import { dayOffRefused } from '../day-off.ts';
import type { Decision, Input } from '../machine.ts';
import { actorOf } from '../record.ts';
import { refuse, type Refusal } from '../refusals.ts';
import type { RoleHolder } from '../roster.ts';
import { dateOf, type CivilDate, type Instant } from '../time.ts';
import { decideCase } from './case.ts';
import { FIXED, outerDue, stepText } from './clocks.ts';
import { readClueCommand, type ClueCommand } from './commands.ts';
import { decideClueDuty } from './decide-duty.ts';
import { decideClueSignal } from './decide-signal.ts';
import type { ClueEvent } from './events.ts';
import { permitClue } from './permissions.ts';
import { actingFor, commonSuperior, isBelow } from './staffing.ts';
import type { ClueState } from './state.ts';
import { told } from './told-whom.ts';

/** What a clue decides. */
export function decideClue(state: ClueState, input: Input, now: Instant): Decision {
  switch (input.kind) {
    case 'command':
      return decideCommand(state, input, now);
    case 'duty':
      return { events: decideClueDuty(state, input.duty, input.late ? input.settledAt : undefined) as never };
    case 'signal':
      return { events: decideClueSignal(state, input.signal, now) as never };
    case 'outcome':
      return { events: [] };
  }
}

type Answer = { readonly event: ClueEvent } | { readonly refusal: Refusal };

function decideCommand(state: ClueState, input: Extract<Input, { kind: 'command' }>, now: Instant): Decision {
  const read = readClueCommand(input.command);
  if ('problem' in read) return refuse('unsupported', { command: read.problem });
  const found = permitClue(state, read.command, input);
  if ('refusal' in found) {
    const actor = found.as === undefined ? {} : { actor: actorOf(found.as) };
    return { refusal: found.refusal, ...actor };
  }
  const { as } = found;
  const answer = act(state, read.command, as, now);
  if ('refusal' in answer) return { refusal: answer.refusal, actor: actorOf(as) };
  const event = { ...answer.event, actor: actorOf(as) };
  return { events: [told(state, event, as, now)] as never };
}

/** What a command leads to, or why it is refused. That this person may ask it is known. */
function act(state: ClueState, command: ClueCommand, as: RoleHolder, now: Instant): Answer {
  const { level, custody } = state;
  switch (command.type) {
    case 'acknowledge': {
      const handler = as.role === 'case_handler' || as.role === 'office_head' ? as : undefined;
      const who = handler === undefined ? {} : { handler: { person: handler.person, name: handler.name } };
      return { event: { type: 'Acknowledged', data: who } };
    }
    case 'accept':
      return { event: { type: 'Accepted', data: {} } };
    case 'return_clue':
      return returned(state, command.reason);
    case 'withdraw_clue':
      return { event: { type: 'ClueWithdrawn', data: {} } };
    case 'reroute':
    case 'designate': {
      const { unit, reason } = command;
      const again = command.type === 'reroute' && (unit.id === level.to.id || unit.id === level.from.id);
      if (again) return refuse('clue_same_unit', { unit: unit.name });
      const data = { unit, ...(reason === undefined ? {} : { reason }) };
      return { event: { type: command.type === 'reroute' ? 'Rerouted' : 'Designated', data } };
    }
    case 'assign': {
      const holder = actingFor(state, custody.unit.posts, ['case_handler', 'office_head'], {
        person: command.person,
        post: undefined,
      });
      if (holder === undefined)
        return refuse('clue_handler', { person: command.person, unit: custody.unit.name });
      return {
        event: { type: 'HandlerAssigned', data: { handler: { person: holder.person, name: holder.name } } },
      };
    }
    case 'plan': {
      const { team, document, items } = command;
      return {
        event: { type: 'PlanMade', data: { team, items, ...(document === undefined ? {} : { document }) } },
      };
    }
    case 'verify': {
      if (state.planned === undefined) return refuse('clue_plan_missing', {});
      const { substantiated, items } = command;
      return { event: { type: 'Verified', data: { substantiated, items } } };
    }
    case 'file_case': {
      if (state.substantiated === false) return refuse('clue_unfounded', {});
      const { document } = command;
      const id = `c${state.cases.length + 1}`;
      return {
        event: { type: 'CaseFiled', data: { case: id, ...(document === undefined ? {} : { document }) } },
      };
    }
    case 'close_without_case':
      return { event: { type: 'ConcludedWithoutCase', data: { reason: command.reason } } };
    case 'case_stage':
    case 'case_outcome':
    case 'drop_case':
      return decideCase(state, command, now);
    case 'report_findings': {
      if (crimePending(state)) return refuse('crime_pending', {});
      const { document, items } = command;
      return {
        event: { type: 'FindingsReported', data: { items, ...(document === undefined ? {} : { document }) } },
      };
    }
    case 'feedback':
      return { event: { type: 'FedBack', data: { items: command.items } } };
    case 'supplement': {
      const { supplements } = state.input.policy;
      if (level.from.id === level.to.id) return refuse('clue_same_unit', { unit: level.to.name });
      if (level.supplements >= supplements) return refuse('supplements_used', { of: String(supplements) });
      return { event: { type: 'SupplementAsked', data: { reason: command.reason } } };
    }
    case 'close':
      return { event: { type: 'ClueClosed', data: {} } };
    case 'pass_down':
      return passedDown(state, command, now);
    case 'transfer_out':
      return transferredOut(state, command, now);
    case 'record_receipt': {
      if (state.receipt !== undefined) return refuse('receipt_there', { on: state.receipt.on });
      const wrong = pastDate(command.on, dateOf(custody.from), now);
      const { document, on } = command;
      return wrong ?? { event: { type: 'ReceiptRecorded', data: { document, on } } };
    }
    case 'record_result': {
      const wrong = pastDate(command.on, dateOf(custody.from), now);
      return wrong ?? { event: { type: 'ResultRecorded', data: { on: command.on, items: command.items } } };
    }
    case 'follow_up_again': {
      const wrong = aheadDate(state, command.to, now);
      return wrong ?? { event: { type: 'FollowUpSet', data: { to: command.to } } };
    }
    case 'ask_clue_extension':
      return extensionAsked(state, command, as, now);
    case 'grant_clue_extension':
    case 'refuse_clue_extension':
      return extensionDecided(state, command, as, now);
    case 'suspect_crime': {
      if (state.crime !== undefined && state.crime.stage !== 'declined') return refuse('crime_asked', {});
      return { event: { type: 'CrimeSuspected', data: { items: command.items } } };
    }
    case 'decide_crime': {
      if (state.crime?.stage !== 'asked') return refuse('crime_stage', { needed: '已报告、尚未决定' });
      const { transfer, reason } = command;
      return { event: { type: 'CrimeDecided', data: { transfer, reason } } };
    }
    case 'transfer_crime': {
      if (state.crime?.stage !== 'decided') return refuse('crime_stage', { needed: '已决定移送、尚未移送' });
      return {
        event: { type: 'CrimeTransferred', data: { body: command.body, document: command.document } },
      };
    }
    case 'record_police': {
      if (state.crime?.stage !== 'transferred') return refuse('crime_stage', { needed: '已移送、尚未答复' });
      const { accepted, document, on } = command;
      const wrong = pastDate(on, dateOf(custody.from), now);
      return wrong ?? { event: { type: 'PoliceAnswered', data: { accepted, document, on } } };
    }
    case 'attach_items':
      if (command.items.length === 0) return refuse('items_missing', {});
      return { event: { type: 'ItemsAttached', data: { items: command.items } } };
    case 'read': {
      const wrong = unreadable(state, command.item);
      return wrong ?? { event: { type: 'ContentRead', data: { item: command.item } } };
    }
    case 'destroy': {
      const { item, reason } = command;
      const wrong = unreadable(state, item);
      return wrong ?? { event: { type: 'ContentDestroyed', data: { item, reason } } };
    }
    case 'urge_clue':
      return { event: { type: 'ClueUrged', data: {} } };
  }
}

function returned(state: ClueState, reason: string): Answer {
  const { level, input } = state;
  if (level.designated === true) return refuse('clue_designated', { unit: level.to.name });
  if (level.from.id === level.to.id) return refuse('clue_same_unit', { unit: level.to.name });
  const superior =
    level.reroutes < input.policy.reroutes ? {} : { superior: commonSuperior(level.from, level.to) };
  return { event: { type: 'ClueReturned', data: { reason, ...superior } } };
}

function passedDown(
  state: ClueState,
  { unit, due }: Extract<ClueCommand, { type: 'pass_down' }>,
  now: Instant,
): Answer {
  const { custody, clocks } = state;
  if (crimePending(state)) return refuse('crime_pending', {});
  if (state.extension !== undefined) return refuse('clue_extension_open', {});
  if (!isBelow(custody.unit.region, unit.region))
    return refuse('clue_not_lower', { unit: unit.name, holder: custody.unit.name });
  // Shorter than what the passer has itself: the time to look at what comes back must remain.
  const { calendar, policy } = state.input;
  const verify =
    clocks.find((one) => one.step === 'verify')?.due ??
    addLimit(calendar, dateOf(now), policy.limits.oversee);
  const outer = outerDue([...state.below, state.level]);
  const own = outer !== undefined && outer < verify ? outer : verify;
  if (due >= own) return refuse('clue_pass_due', { due, limit: own });
  return aheadDate(state, due, now) ?? { event: { type: 'PassedDown', data: { unit, due, own } } };
}

function transferredOut(
  state: ClueState,
  { body, document, followUp, items }: Extract<ClueCommand, { type: 'transfer_out' }>,
  now: Instant,
): Answer {
  if (crimePending(state)) return refuse('crime_pending', {});
  if (state.cases.some((one) => one.closedOn === undefined)) return refuse('cases_open', {});
  const wrong = aheadDate(state, followUp, now);
  return wrong ?? { event: { type: 'TransferredOut', data: { body, document, followUp, items } } };
}

function extensionAsked(
  state: ClueState,
  { step, case: of, to, reason }: Extract<ClueCommand, { type: 'ask_clue_extension' }>,
  as: RoleHolder,
  now: Instant,
): Answer {
  if (state.extension !== undefined) return refuse('extension_pending', { to: state.extension.to });
  const found = state.clocks.find((one) => one.step === step && one.case === of && one.side === 'holder');
  if (found === undefined)
    return refuse('clue_step', { step: stepText({ step, ...(of === undefined ? {} : { case: of }) }) });
  if (FIXED.has(step) || found.dueAt !== undefined) return refuse('clue_fixed', { step: stepText(found) });
  if (dateOf(now) > found.due) return refuse('date_passed', { date: found.due });
  if (to <= found.due) return refuse('not_later', { to, due: found.due });
  const limit = outerDue([...state.below, state.level]);
  if (limit !== undefined && to > limit) return refuse('clue_outer_limit', { to, limit });
  const off = dayOffRefused(state.input.calendar, to);
  if (off !== undefined) return off;
  const data = { step, to, reason, by: as.person, ...(of === undefined ? {} : { case: of }) };
  return { event: { type: 'ClueExtensionAsked', data } };
}

function extensionDecided(
  state: ClueState,
  command: Extract<ClueCommand, { type: 'grant_clue_extension' | 'refuse_clue_extension' }>,
  as: RoleHolder,
  now: Instant,
): Answer {
  const { extension } = state;
  if (extension === undefined) return refuse('no_extension', {});
  if (extension.by === as.person) return refuse('own_request', {});
  if (command.type === 'refuse_clue_extension')
    return { event: { type: 'ClueExtensionRefused', data: { reason: command.reason } } };
  if (dateOf(now) > extension.to) return refuse('wished_date_passed', { to: extension.to });
  return { event: { type: 'ClueExtensionGranted', data: {} } };
}

/** Whether it is still to be decided or carried out that a suspected crime goes to the police. */
function crimePending({ crime }: ClueState): boolean {
  return crime?.stage === 'asked' || crime?.stage === 'decided';
}

function unreadable({ items }: ClueState, item: string): ReturnType<typeof refuse> | undefined {
  const found = items.find((one) => one.item === item);
  if (found === undefined) return refuse('unknown_item', { item });
  return found.destroyed === undefined ? undefined : refuse('item_destroyed', { item, on: found.destroyed });
}

function pastDate(on: CivilDate, from: CivilDate, now: Instant): ReturnType<typeof refuse> | undefined {
  const today = dateOf(now);
  return on < from || on > today ? refuse('case_date', { on, from, today }) : undefined;
}

function aheadDate(state: ClueState, date: CivilDate, now: Instant): ReturnType<typeof refuse> | undefined {
  const today = dateOf(now);
  return date <= today
    ? refuse('clue_date_ahead', { date, today })
    : dayOffRefused(state.input.calendar, date);
}
