import type { Command } from 'commander';
import type { App } from '../app.ts';
import { NO_CLUES } from '../../domain/measure/clues/state.ts';
import { figuresView } from '../figures.ts';
import { measureView, type MeasureView } from '../measure-view.ts';
import { measureOf } from '../resolve.ts';
import { withInstance } from '../session.ts';
import { dateOf, type CivilDate } from '../../domain/time.ts';
import { stateCouncilCalendar } from '../../plan/calendar.ts';
import { supportingUnits } from '../../domain/measure/countersign.ts';
import { leadOf } from '../../domain/measure/staffing.ts';
import { explainDate } from '../../plan/explain.ts';
import { showLines } from '../views/show.ts';
import { measureJson } from '../views/status.ts';

/** `show <measure>`: everything about one measure. */
export function showCommand(program: Command, app: App): void {
  program
    .command('show')
    .description('一项措施的全部情况：原文、要求、日期的由来、人员、佐证、后续事项，以及每件通知送给了谁')
    .argument('<措施>', '措施编号，如 M06')
    .action(
      app.action<object>(async (call, options, [asked = '']) =>
        withInstance(call, async (instance) => {
          const view = await measureView(instance, await measureOf(instance, asked, options.programme));
          const { width, colour } = call.world.io;
          return {
            lines: showLines(view, { width, colour, calendar: stateCouncilCalendar() }),
            json: jsonOf(view),
          };
        }),
      ),
    );
}

function jsonOf(view: MeasureView): Readonly<Record<string, unknown>> {
  const { row, at, clock, live, evidence, notices } = view;
  return {
    clock,
    at,
    measure: measureJson(row, dateOf(at), stateCouncilCalendar()),
    engine: live === undefined ? 'silent' : 'answered',
    ...(live === undefined ? {} : liveJson(live, dateOf(at))),
    evidence,
    notices: notices.map(({ notice, seq, at: arose, people }) => ({
      id: notice.id,
      kind: notice.kind,
      seq,
      at: arose,
      urgent: notice.urgent,
      leaveAt: notice.leaveAt,
      people,
    })),
  };
}

function liveJson(
  { state, requirements, duties, people, behind }: NonNullable<MeasureView['live']>,
  today: CivilDate,
): Readonly<Record<string, unknown>> {
  const { plan } = state.input;
  const { found, heard, beyond } = state.clues ?? NO_CLUES;
  const date = (planned: typeof plan.start) => ({ date: planned.date, text: explainDate(planned) });
  return {
    behind,
    text: plan.text,
    heading: plan.heading,
    round: state.round,
    step: state.status === 'under_review' ? state.step + 1 : null,
    requirements,
    dates: {
      start: date(plan.start),
      milestones: plan.milestones.map(({ id, title, due }) => ({
        id,
        title,
        ...date(due),
        done: state.milestonesDone[id] ?? null,
      })),
      deadline: date(plan.deadline),
      outerLimit: plan.outerLimit === undefined ? null : date(plan.outerLimit),
    },
    people,
    reports: state.reports,
    figures: state.figures,
    ...figuresView(state, today),
    extensions: state.extensions,
    extensionAsked: state.extensionAsked ?? null,
    submissions: state.submissions,
    lead: leadOf(state),
    supporting: supportingUnits(state),
    pauses: state.pauses ?? [],
    clues: { found, heard, beyond },
    instructions: state.instructions ?? [],
    parts: state.parts ?? [],
    deputies: state.deputies ?? [],
    duties,
  };
}
