import type { MeasureInput } from '../../../src/domain/measure/state.ts';
import type { Draft } from '../../../src/domain/record.ts';
import { dutyMoment } from '../../../src/domain/slots.ts';

/**
 * What a measure should be waiting for, worked out anew from its events alone: another calendar, another fold, no code of
 * the rules but the process's own moment within the hour before a slot.
 */
export class Oracle {
  private input: MeasureInput;
  private worked: (day: number) => boolean;
  /** How often plan or calendar were amended, and when last. */
  private changes = 0;
  private changed = '';
  private status = 'not_started';
  private due: string;
  private correction: string | undefined;
  private corrected: string | undefined;
  private round = 1;
  private armed = '';
  private step = 0;
  private called = '';
  private asked: { to: string; moves: string; id: string; round: string; on: string } | undefined;
  private resumptions = 0;
  private parts: { seq: number; unit: string; due: string; at: string }[] = [];
  private deputies: { seq: number; mark: string; until: string }[] = [];
  private instructions: { seq: number; mark: string; due: string; at: string }[] = [];
  private found: { id: string; on: string; at: string; batch: number; clue?: number; struck?: true }[] = [];
  private held: { readonly status: string; readonly on: string } | undefined;
  private readonly pauses: { readonly from: string; readonly to: string }[] = [];
  private until = '';
  private lookBack: string | undefined;
  private reopened: string | undefined;
  private readonly reached = new Set<string>();
  private readonly over = new Set<string>();

  constructor(input: MeasureInput) {
    this.input = input;
    this.due = input.plan.deadline.date;
    this.worked = workedBy(input.calendar);
  }

  see(draft: Draft): void {
    const data = draft.data as Record<string, unknown>;
    // Once settled, a duty is over for its date, whatever the round; a step waits anew in every round.
    if (draft.dutyId !== undefined) this.over.add(keyOf(draft.dutyId));
    switch (draft.type) {
      case 'MeasureOpened':
        this.armed = draft.occurredAt;
        return;
      case 'MeasureStarted':
        this.status = 'under_way';
        return;
      case 'ProgressReported':
        if (typeof data['milestone'] === 'string') this.reached.add(data['milestone']);
        this.instructions = this.instructions.filter((one) => one.seq !== data['instruction']);
        return;
      case 'Submitted':
        this.corrected = this.correction;
        this.correction = undefined;
        this.status = 'under_review';
        this.step = 0;
        this.called = draft.occurredAt.slice(0, 10);
        return;
      case 'StepApproved':
      case 'Countersigned':
      case 'MeetingClosed':
      case 'StepPassedOver':
        if (data['closes'] === false || data['last'] === true) return;
        this.step += 1;
        this.called = draft.occurredAt.slice(0, 10);
        return;
      case 'Returned':
        if (this.asked?.moves === 'correction') this.asked = undefined;
        this.back('returned', String(data['correctionDue']), draft);
        return;
      case 'Withdrawn':
        this.back(this.corrected === undefined ? 'under_way' : 'returned', this.corrected, draft);
        return;
      case 'PublicNoticeBegun':
        this.status = 'on_notice';
        this.asked = undefined;
        this.until = String(data['until']);
        return;
      case 'ObjectionRecorded':
        this.back('returned', String(data['correctionDue']), draft);
        return;
      case 'SignedOff': {
        this.status = 'signed_off';
        this.asked = undefined;
        const drawn = data['lookBack'] as { due?: { on: string } } | undefined;
        this.lookBack = drawn?.due?.on;
        return;
      }
      case 'LookedBack':
        this.lookBack = undefined;
        return;
      case 'Reopened':
        this.back('under_way', undefined, draft);
        this.due = String(data['to']);
        this.reopened = draft.occurredAt.slice(0, 10);
        return;
      case 'ExtensionRequested': {
        const { to, moves } = data['asked'] as { to: string; moves: string };
        this.asked = {
          to,
          moves,
          id: `${to}.${draft.seq}`,
          round: `${this.round}`,
          on: draft.occurredAt.slice(0, 10),
        };
        return;
      }
      case 'ExtensionRefused':
        this.asked = undefined;
        return;
      case 'Suspended':
        this.held = { status: this.status, on: draft.occurredAt.slice(0, 10) };
        this.status = 'suspended';
        return;
      case 'Resumed':
        this.resumed(draft);
        return;
      case 'SupportingAdded':
        this.parts.push({
          seq: draft.seq,
          unit: (data['unit'] as { id: string }).id,
          due: typeof data['due'] === 'string' ? data['due'] : '',
          at: draft.occurredAt,
        });
        return;
      case 'SupportingRemoved':
      case 'UnitChanged': {
        const { id } = (data['unit'] ?? data['to']) as { id: string };
        this.parts = this.parts.filter((one) => one.unit !== id);
        return;
      }
      case 'PartReported':
        this.parts = this.parts.filter((one) => one.seq !== data['part']);
        return;
      case 'DeputyAuthorised':
        this.deputies.push({ seq: draft.seq, mark: this.mark, until: String(data['until']) });
        return;
      case 'DeputyEnded':
        this.deputies = this.deputies.filter((one) => one.seq !== data['deputy']);
        return;
      case 'ClueFound':
        this.found.push({
          id: String(data['found']),
          on: String(data['on']),
          at: '',
          batch: 0,
          struck: true,
        });
        this.waits(String(data['found']), draft);
        return;
      case 'FoundStruck':
        for (const one of this.found) if (one.id === data['found']) one.struck = true;
        return;
      case 'ClueHeard': {
        const { number, found, status } = (data['account'] ?? {}) as Record<string, unknown>;
        for (const one of this.found.filter(({ id, clue = number }) => id === found && clue === number)) {
          // What was noted by mistake has not to be handed over, whatever becomes of a clue that named it.
          const back = status === 'withdrawn' && one.clue !== undefined && one.struck === undefined;
          if (status !== 'withdrawn') one.clue = Number(number);
          else delete one.clue;
          if (back) this.waits(one.id, draft);
        }
        return;
      }
      case 'Instructed':
        if (typeof data['due'] === 'string')
          this.instructions.push({
            seq: draft.seq,
            mark: this.mark,
            due: data['due'],
            at: draft.occurredAt,
          });
        return;
      case 'InstructionAnswered':
        this.instructions = this.instructions.filter((one) => one.seq !== data['instruction']);
        return;
      case 'Cancelled':
        this.instructions = [];
        this.deputies = [];
        this.status = 'cancelled';
        this.asked = undefined;
        return;
      case 'Amended':
      case 'Recalendared': {
        const { set, due, calendar } = data as {
          set: object;
          due: string;
          calendar?: MeasureInput['calendar'];
        };
        this.input = { ...this.input, plan: { ...this.input.plan, ...set } };
        if (calendar !== undefined) this.worked = workedBy(calendar);
        this.due = due;
        if (this.asked?.moves === 'deadline' && this.asked.to <= due) this.asked = undefined;
        this.armed = draft.occurredAt;
        this.changes += 1;
        this.changed = draft.occurredAt;
        return;
      }
      case 'ExtensionGranted':
        if (this.asked?.moves === 'deadline') this.due = String(data['to']);
        else if (this.status === 'under_review') this.corrected = String(data['to']);
        else this.correction = String(data['to']);
        this.asked = undefined;
        this.armed = draft.occurredAt;
        break;
      default:
    }
  }

  /** A finding waits to be handed over, together with what was found that day and has waited since this one. */
  private waits(id: string, { seq, occurredAt }: Draft): void {
    const today = occurredAt.slice(0, 10);
    const own = this.found.find((one) => one.id === id);
    const other = this.found.find(
      (one) =>
        one.id !== id &&
        one.clue === undefined &&
        one.struck === undefined &&
        one.on === own?.on &&
        one.at.slice(0, 10) === today,
    );
    if (own === undefined) return;
    own.at = occurredAt;
    own.batch = other?.batch ?? seq;
    delete own.struck;
  }

  private back(status: string, correction: string | undefined, draft: Draft): void {
    this.status = status;
    this.correction = correction;
    this.round += 1;
    this.armed = draft.occurredAt;
  }

  /** Everything is waited for anew, from now on; a step and a wish are put to people today. */
  private resumed(draft: Draft): void {
    const { due, dueBefore } = draft.data as Record<string, string | undefined>;
    const today = draft.occurredAt.slice(0, 10);
    this.status = this.held?.status ?? '';
    this.pauses.push({ from: this.held?.on ?? '', to: today });
    this.resumptions += 1;
    this.armed = draft.occurredAt;
    this.called = today;
    if (dueBefore !== undefined) {
      this.asked = undefined;
      if (this.correction === undefined) this.due = String(due);
      else this.correction = due;
    }
    if (this.asked !== undefined)
      this.asked = {
        ...this.asked,
        on: today,
        round: `${this.asked.round.split('.')[0]}.${this.resumptions}`,
      };
  }

  /** Round and resumption, as ids bear them. */
  private get mark(): string {
    return this.resumptions === 0 ? `${this.round}` : `${this.round}.${this.resumptions}`;
  }

  /** Days worked after a date while it was suspended. */
  private paused(date: string): number {
    let count = 0;
    for (const { from, to } of this.pauses)
      for (let day = Math.max(dayOf(from), dayOf(date)) + 1; day <= dayOf(to); day += 1)
        if (this.worked(day)) count += 1;
    return count;
  }

  /** Everything that should be pending, as `id@moment`, sorted. */
  expected(): readonly string[] {
    const { plan } = this.input;
    const { policy } = plan;
    const found: string[] = [];
    const add = (id: string, moment: string, round = this.mark): void => {
      const mark = this.changes === 0 ? '' : `p${this.changes}`;
      const full = `${this.input.process}/r${round}${mark}/${id}`;
      // Who is asked by another calendar's day that lies behind is asked at the next slot.
      const asks = /^(approval|extension|instruction|look_back)\//.test(id) && moment <= this.changed;
      if (!this.over.has(keyOf(full))) found.push(`${full}@${asks ? this.nextSlot(this.changed) : moment}`);
    };
    if (this.status === 'not_started') {
      const planned = this.slot(plan.start.date);
      add(`start/schedule/0/${plan.start.date}`, planned > this.armed ? planned : this.armed);
    }
    if (['not_started', 'under_way', 'returned'].includes(this.status)) {
      const date = this.correction ?? this.due;
      const which = this.correction === undefined ? 'deadline' : 'correction';
      const ahead = (id: string, moment: string): void => {
        if (moment > this.armed) add(id, moment);
      };
      ahead(`light/yellow/0/${date}`, midnight(this.worksBefore(date, policy.yellowBefore)));
      ahead(`light/red/0/${date}`, midnight(dateOf(dayOf(date) + 1)));
      if (this.due !== date) ahead(`light/red/0/${this.due}`, midnight(dateOf(dayOf(this.due) + 1)));
      const long =
        dayOf(this.due) - dayOf(this.reopened ?? plan.start.date) > policy.reminders.longerThanCalendarDays;
      for (const days of [...(long ? policy.reminders.longBefore : []), ...policy.reminders.before]) {
        ahead(`reminder/${which}/${days}/${date}`, this.slot(this.worksBefore(date, days)));
      }
      for (const { id, due } of plan.milestones) {
        if (this.reached.has(id) || this.reopened !== undefined) continue;
        // Amended, a milestone may come to lie on the deadline, which speaks for it.
        if (due.date === this.due) continue;
        ahead(`light/milestone-${id}/0/${due.date}`, midnight(dateOf(dayOf(due.date) + 1)));
        for (const days of policy.milestones.before) {
          ahead(`milestone/${id}/${days}/${due.date}`, this.slot(this.worksBefore(due.date, days)));
        }
        ahead(
          `milestone/${id}/missed/${due.date}`,
          this.slot(this.worksAfter(due.date, policy.milestones.missedAfter)),
        );
      }
      for (const { after } of policy.ladder) {
        const moment = this.slot(this.worksAfter(date, after + this.paused(date)));
        // No rung is skipped: one whose day passed while others held the measure fires at the next slot.
        add(
          `ladder/${which}/${String(after).padStart(3, '0')}/${date}`,
          moment > this.armed ? moment : this.nextSlot(),
        );
      }
    }
    if (this.status === 'on_notice') {
      add(`public_notice/end/0/${this.until}`, midnight(dateOf(dayOf(this.until) + 1)));
    }
    if (this.status === 'signed_off' && this.lookBack !== undefined) {
      add(`look_back/sample/0/${this.lookBack}`, this.slot(this.worksFrom(this.lookBack)));
    }
    if (this.status === 'under_review') {
      const id = `approval/step${this.step + 1}`;
      add(`${id}/again/${this.called}`, this.slot(this.worksAfter(this.called, policy.approval.againAfter)));
      add(`${id}/above/${this.called}`, this.slot(this.worksAfter(this.called, policy.approval.aboveAfter)));
    }
    if (this.asked !== undefined && this.status !== 'suspended') {
      const { id, on, round } = this.asked;
      add(`extension/${id}/again/${on}`, this.slot(this.worksAfter(on, policy.extension.againAfter)), round);
      add(`extension/${id}/above/${on}`, this.slot(this.worksAfter(on, policy.extension.aboveAfter)), round);
    }
    if (['not_started', 'under_way', 'returned'].includes(this.status)) {
      for (const { seq, due, at } of this.parts.filter((one) => one.due !== '')) {
        for (const days of policy.reminders.before) {
          const moment = this.slot(this.worksBefore(due, days));
          if (moment > this.armed && moment > at) add(`part/${seq}/${days}/${due}`, moment);
        }
        const moment = this.slot(this.worksAfter(due, 1 + this.paused(due)));
        add(`part/${seq}/missed/${due}`, moment > this.armed ? moment : this.nextSlot());
      }
    }
    const asked = plan.requirements.find((one) => one.type === 'clues');
    const known = new Set<number>();
    for (const one of this.found) {
      if (asked === undefined || !['not_started', 'under_way', 'returned'].includes(this.status)) break;
      if (one.clue !== undefined || one.struck === true || known.has(one.batch)) continue;
      known.add(one.batch);
      const date = this.worksAfter(one.on, asked.within.amount);
      for (const days of policy.reminders.before) {
        const moment = this.slot(this.worksBefore(date, days));
        if (moment > this.armed && moment > one.at) add(`clue/${one.batch}/${days}/${date}`, moment);
      }
      const noted = one.at.slice(0, 10);
      const from = noted > date ? noted : date;
      const moment = this.slot(this.worksAfter(from, 1 + this.paused(from)));
      add(`clue/${one.batch}/missed/${date}`, moment > this.armed ? moment : this.nextSlot());
    }
    for (const { seq, mark, until } of this.deputies)
      add(`deputy/${seq}/ends/${until}`, midnight(dateOf(dayOf(until) + 1)), mark);
    for (const { seq, mark, due, at } of this.instructions) {
      const before = this.slot(this.worksBefore(due, 1));
      if (before > at) add(`instruction/${seq}/before/${due}`, before, mark);
      add(`instruction/${seq}/passed/${due}`, this.slot(this.worksAfter(due, 1)), mark);
    }
    return found.toSorted();
  }

  /** The date that counts for lateness. */
  get deadline(): string {
    return this.due;
  }

  get standsAt(): string {
    return this.status;
  }

  private slot(date: string): string {
    return dutyMoment(this.input.plan.policy.hours, date, this.input.process);
  }

  private nextSlot(after = this.armed): string {
    for (let day = dayOf(after.slice(0, 10)); ; day += 1) {
      if (this.worked(day) && this.slot(dateOf(day)) >= after) return this.slot(dateOf(day));
    }
  }

  private worksAfter(date: string, count: number): string {
    let day = dayOf(date);
    for (let left = count; left > 0;) {
      day += 1;
      if (this.worked(day)) left -= 1;
    }
    return dateOf(day);
  }

  private worksFrom(date: string): string {
    let day = dayOf(date);
    while (!this.worked(day)) day += 1;
    return dateOf(day);
  }

  /** None before: the day itself, or the last worked before it. */
  private worksBefore(date: string, count: number): string {
    let day = dayOf(date);
    if (count === 0) while (!this.worked(day)) day -= 1;
    for (let left = count; left > 0;) {
      day -= 1;
      if (this.worked(day)) left -= 1;
    }
    return dateOf(day);
  }
}

const DAY = 86_400_000;

function workedBy(calendar: MeasureInput['calendar']): (day: number) => boolean {
  const off = new Set(calendar.holidays.map(dayOf));
  const on = new Set(calendar.makeUpDays.map(dayOf));
  return (day) => {
    const weekday = new Date(day * DAY).getUTCDay();
    return weekday === 0 || weekday === 6 ? on.has(day) : !off.has(day);
  };
}

function dayOf(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY;
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

function midnight(date: string): string {
  return `${date}T00:00:00.000+08:00`;
}

/** A duty without its round, but for steps: they wait anew in each. */
function keyOf(id: string): string {
  const [round, kind, ...rest] = id.split('/').slice(-5);
  return [
    ...(['approval', 'public_notice', 'look_back'].includes(kind ?? '') ? [round?.replace(/p\d+$/, '')] : []),
    kind,
    ...rest,
  ].join('/');
}
