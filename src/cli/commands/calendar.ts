import type { Command } from 'commander';
import { actAs } from '../acting.ts';
import { answersTo, openCluesOf, runningOf, sweepOf, type RunningProgramme } from '../amending.ts';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { consentTo } from '../consent.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { programmeOf } from '../resolve.ts';
import { withInstance, withWorking } from '../session.ts';
import { optional } from '../../domain/optional.ts';
import { clueCalendarEffect } from '../../domain/clue/recount.ts';
import { calendarEffect } from '../../domain/measure/amend/preview.ts';
import { readCalendar, type ReadCalendar } from '../../plan/calendar-file.ts';
import { formatErrors } from '../../plan/read-plan.ts';
import { nextSweep, type SweepState } from '../../domain/sweep/state.ts';
import { LONG_PATIENCE, stateOf } from '../engine-state.ts';
import { effectJson, effectLines, type Effects } from '../views/calendar.ts';
import { answerLines, answersJson, isIncomplete } from '../views/difference.ts';

interface Options {
  readonly file: string;
}

interface ApplyOptions extends Options {
  readonly as: string;
  readonly yes?: boolean;
}

/** `calendar check|apply`: another calendar of the State Council, first shown, then recorded. */
export function calendarCommand(program: Command, app: App): void {
  const calendar = program
    .command('calendar')
    .description('节假日安排：新的国务院安排对各日期有何影响，确认后执行');
  const file = [
    '--file <文件>',
    '节假日安排文件（YAML 或 JSON：name、years、holidays、makeUpDays）',
  ] as const;
  calendar
    .command('check')
    .description('列出新安排对每一事项、每一日期的影响，不作改动')
    .requiredOption(...file)
    .action(
      app.action<Options>((call, options) =>
        withInstance(call, async (instance) => {
          const found = await looked(call, instance, options.file);
          return {
            lines: effectLines(found.effects),
            json: { applied: false, ...effectJson(found.effects) },
            ...(refusedIn(found) > 0 ? { exit: 'unsound' as const } : {}),
          };
        }),
      ),
    );
  calendar
    .command('apply')
    .description('执行新安排，逐项记录在案')
    .requiredOption(...file)
    .requiredOption('--as <人员>', '由谁办理（整改办）')
    .option('--yes', '不再询问')
    .action(
      app.action<ApplyOptions>((call, options) =>
        withWorking(call, (instance) => apply(call, instance, options)),
      ),
    );
}

interface Found {
  readonly read: Extract<ReadCalendar, { ok: true }>;
  readonly running: RunningProgramme;
  readonly effects: Effects;
  readonly sweep: string | undefined;
}

/** @throws calendar-errors, no-worker */
async function looked(call: Call, instance: Instance, file: string): Promise<Found> {
  const { programme } = await programmeOf(instance, call.options.programme);
  const running = await runningOf(instance, programme);
  const read = readCalendar(file, running.input.calendar);
  if (!read.ok) {
    if (call.options.json !== true) call.warn(formatErrors(read.errors));
    throw new CliError('calendar-errors', { count: String(read.errors.length) }, { errors: read.errors });
  }
  const sweep = await sweepOf(instance, programme);
  const watching = sweep === undefined ? undefined : await stateOf(instance, sweep, LONG_PATIENCE);
  const state = watching?.frame.state as SweepState | undefined;
  const { calendar, document } = read;
  const measures = [...running.states.values()]
    .filter((one) => one.status !== 'cancelled')
    .map((one) => ({ measure: one.input.plan.id, ...calendarEffect(one, calendar, running.at) }));
  const clues = [...(await openCluesOf(instance, running))].map(([clue, one]) => ({
    clue,
    altered: clueCalendarEffect(one, { calendar, calendarHash: read.hash }, running.at),
  }));
  const next = state === undefined ? undefined : nextSweep({ ...state.input, calendar }, running.at);
  const same = read.hash === running.input.calendarHash;
  return {
    read,
    running,
    sweep,
    effects: {
      programme,
      document,
      same,
      measures,
      clues,
      ...(state === undefined || next === undefined ? {} : { sweep: { from: state.nextAt, to: next } }),
    },
  };
}

function refusedIn({ effects }: Found): number {
  return effects.measures.filter(({ refusal }) => refusal !== undefined).length;
}

async function apply(call: Call, instance: Instance, { file, as, yes }: ApplyOptions): Promise<Answer> {
  const found = await looked(call, instance, file);
  const { read, running, effects, sweep } = found;
  const { programme, calendarHash: base } = running.input;
  const lines = effectLines(effects);
  const extra = effectJson(effects);
  if (effects.same) return { lines, json: { applied: false, ...extra } };
  call.say(lines);
  const refused = refusedIn(found);
  if (refused > 0) throw new CliError('calendar-refused', { count: String(refused) }, extra);
  await consentTo(call, '按新的节假日安排重新推算各日期', yes, extra);
  const { calendar, hash: calendarHash, document } = read;
  const command = { type: 'recalendar', base, document, calendar, calendarHash, ...optional('sweep', sweep) };
  const { seq } = await actAs(call, instance, {
    programme,
    process: programme,
    person: as,
    command: async () => command,
  });
  const answers = await answersTo(call, instance, programme, seq);
  return {
    lines: [`已改用《${document}》，各事项答复如下：`, ...answerLines(answers)],
    json: { applied: true, ...extra, answers: answersJson(answers) },
    ...(isIncomplete(answers) ? { exit: 'unsound' as const } : {}),
  };
}
