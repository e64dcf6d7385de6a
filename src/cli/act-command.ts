import type { MeasureState } from '../domain/measure/state.ts';
import type { Instant } from '../domain/time.ts';
import { createEvidenceStore } from '../store/evidence-store.ts';
import { noteEvidence } from '../store/queries.ts';
import type { ActOptions, CommandType } from './act-fields.ts';
import { evidencePlace, type Instance } from './instance.ts';
import type { TypedFigure } from './parse.ts';

export interface CommandBody {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** The command as the process reads it, without what only the measure's state can add. */
export function bodyOf(type: CommandType, options: ActOptions): CommandBody {
  const { text, reason, to, requirement, milestone, period, figure, title, number, opinion } = options;
  const { round, step, date, recorder, result, sample, person, post, name, address } = options;
  const { seq, leader, instruction, unit } = options;
  switch (type) {
    case 'report':
      return {
        type,
        ...present({ text, requirement, milestone, period, instruction }),
        figures: figure ?? [],
      };
    case 'attach':
      return { type, ...present({ title, requirement, documentNumber: number }) };
    case 'close_meeting':
      return { type, ...present({ number, date, recorder, text, round, step }) };
    case 'appoint':
      return { type, ...present({ person, post, name, address }) };
    case 'relieve':
      return { type, ...present({ person, post }) };
    case 'change_address':
      return { type, ...present({ person, address }) };
    case 'sign_off_problem':
      return { type, ...present({ problem: options.problem, standard: options.standard, text }) };
    case 'hold_report':
      return { type, ...present({ measure: options.measure, reason }) };
    case 'send_report':
    case 'propose_report':
      return { type, ...present({ text }) };
    case 'start':
    case 'comment':
    case 'submit':
    case 'withdraw':
    case 'approve':
    case 'countersign':
    case 'return':
    case 'request_extension':
    case 'grant_extension':
    case 'refuse_extension':
    case 'record_objection':
    case 'look_back':
    case 'reopen':
    case 'urge':
    case 'suspend':
    case 'resume':
      return { type, ...present({ text, reason, to, opinion, round, step, result, sample }) };
    case 'cancel':
      return { type, ...present({ reason, number, date }) };
    case 'correct':
      return {
        type,
        ...present({ seq, reason, text, title, documentNumber: number, figures: figure, period }),
      };
    case 'instruct':
      return { type, ...present({ text, leader, to }) };
    case 'reply':
      return { type, ...present({ instruction, text }) };
    case 'find_clue':
      return { type, ...present({ on: options.on, reference: options.reference }) };
    case 'strike_found':
      return { type, ...present({ found: options.found, reason }) };
    case 'report_part':
      return { type, ...present({ text }) };
    case 'change_unit':
    case 'add_supporting':
    case 'remove_supporting':
      return { type, ...present({ unit, reason, text, to }) };
    case 'authorise':
    case 'revoke':
      return { type, ...present({ person, name, address, to, text }) };
  }
}

/**
 * Stores a file and enters it, before the event that puts it forward.
 * @throws evidence-…, store-…
 */
export async function withFile(
  instance: Instance,
  body: CommandBody,
  file: string,
  at: Instant,
): Promise<CommandBody> {
  const stored = await createEvidenceStore(evidencePlace(instance)).put(file);
  await noteEvidence(instance.db, stored, at);
  const title = typeof body['title'] === 'string' ? body['title'] : stored.name.replace(/\.[^.]+$/, '');
  const kept = { title, sha256: stored.sha256, fileName: stored.name, size: stored.size };
  // Of a report the file is but what proves it.
  return body.type === 'report' ? { ...body, file: kept } : { ...body, ...kept };
}

/**
 * What the measure's own state adds: to an approval or return the round and step it is meant for, so that an answer to a step that has closed
 * meanwhile cannot hit the next; to figures by region the code of a region given by name.
 */
export function completed(body: CommandBody, state: MeasureState | undefined): CommandBody {
  if (state === undefined) return body;
  if (answersStep(body) && state.status === 'under_review') {
    return { round: state.round, step: state.step + 1, ...body };
  }
  const figures = body['figures'] as readonly TypedFigure[] | undefined;
  if (figures === undefined) return body;
  const about =
    body.type === 'correct'
      ? state.reports.find((one) => one.seq === body['seq'])?.requirement
      : body['requirement'];
  const requirement = state.input.plan.requirements.find((one) => one.id === about);
  if (requirement?.type !== 'cascade') return body;
  const codes = new Map(requirement.regions.map(({ code, name }) => [name, code]));
  const coded = figures.map((one) => {
    const code = one.locality === undefined ? undefined : codes.get(one.locality);
    return code === undefined ? one : { ...one, locality: code };
  });
  return { ...body, figures: coded };
}

/** Whether a command answers a step of approval. */
export function answersStep({ type }: CommandBody): boolean {
  return ['approve', 'countersign', 'close_meeting', 'return'].includes(type);
}

function present(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
