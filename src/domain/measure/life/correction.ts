import { refuse, type Refusal } from '../../refusals.ts';
import type { RoleHolder } from '../../roster.ts';
import { checkCounted } from '../indicators/check.ts';
import { isCounted } from '../indicators/value.ts';
import { isFull, KEPT_LIMIT } from '../memory.ts';
import { titleMatches } from '../requirements.ts';
import type { Evidence, Figure, MeasureState, Report } from '../state.ts';
import { done, type Verdict } from '../verdict.ts';
import type { LifeCommand } from './commands.ts';
import type { LifeEvent } from './events.ts';

type Correct = Extract<LifeCommand, { type: 'correct' }>;
type Refused = { readonly refusal: Refusal } | undefined;

/** What was reported or attached is put right by an event of its own: the first one stays as it was. */
export function correct(state: MeasureState, command: Correct, as: RoleHolder): Verdict {
  const report = state.reports.find((one) => one.seq === command.seq);
  const evidence = state.evidence.find((one) => one.seq === command.seq);
  const entry = report ?? evidence;
  if (entry === undefined) {
    const allowed = [...state.reports, ...state.evidence].map((one) => `第${one.seq}号`).join('、');
    return refuse('not_correctable', { seq: String(command.seq), allowed: allowed || '（无）' });
  }
  if (as.role.startsWith('supporting') && entry.by !== as.person)
    return refuse('not_own_entry', { seq: String(command.seq) });
  if (isFull(state)) return refuse('record_full', { limit: String(KEPT_LIMIT) });
  const figures = state.figures.filter((one) => one.seq === command.seq);
  const refused =
    report === undefined
      ? checkEvidence(state, command, evidence)
      : (checkReport(command, figures) ?? checkAsFigures(state, command, report));
  return refused ?? done(as, corrected(command, report, evidence, figures));
}

function corrected(
  { type: _, seq: corrects, ...given }: Correct,
  report: Report | undefined,
  evidence: Evidence | undefined,
  figures: readonly Figure[],
): LifeEvent {
  const changed = figures.filter((figure) => given.figures?.some((one) => one.locality === figure.locality));
  const before = {
    ...(changed.length === 0 ? {} : { figures: changed.map(bare) }),
    ...(given.period === undefined || report?.period === undefined ? {} : { period: report.period }),
    ...(given.title === undefined || evidence === undefined ? {} : { title: evidence.title }),
    ...(given.documentNumber === undefined || evidence?.documentNumber === undefined
      ? {}
      : { documentNumber: evidence.documentNumber }),
  };
  const of = report === undefined ? 'evidence' : 'report';
  return { type: 'Corrected', data: { corrects, of, ...given, before } };
}

/** What is put right in figures has to be readable as what was reported; a period belongs to figures of an indicator. */
function checkAsFigures(state: MeasureState, command: Correct, report: Report): Refused {
  const requirement = state.input.plan.requirements.find((one) => one.id === report.requirement);
  if (requirement === undefined || !isCounted(requirement))
    return command.period === undefined
      ? undefined
      : refuse('correction_fields', { seq: String(command.seq), kind: '进展报告', allowed: '文字和数据' });
  return checkCounted(requirement, command.period ?? report.period, command.figures ?? []);
}

function bare({ locality, value, base }: Figure) {
  return {
    ...(locality === undefined ? {} : { locality }),
    value,
    ...(base === undefined ? {} : { base }),
  };
}

function checkReport(command: Correct, figures: readonly Figure[]): Refused {
  const seq = String(command.seq);
  if (command.title !== undefined || command.documentNumber !== undefined)
    return refuse('correction_fields', { seq, kind: '进展报告', allowed: '文字和数据' });
  const stray = command.figures?.find((one) => !figures.some((figure) => figure.locality === one.locality));
  if (stray === undefined) return undefined;
  const allowed = figures.map((one) => one.locality ?? '（不分地区）').join('、') || '（无）';
  return refuse('figure_not_reported', { seq, locality: stray.locality ?? '（不分地区）', allowed });
}

function checkEvidence(state: MeasureState, command: Correct, evidence: Evidence | undefined): Refused {
  if (command.text !== undefined || command.figures !== undefined || command.period !== undefined)
    return refuse('correction_fields', { seq: String(command.seq), kind: '佐证材料', allowed: '题名和文号' });
  const requirement = state.input.plan.requirements.find((one) => one.id === evidence?.requirement);
  if (command.title === undefined || requirement?.type !== 'document') return undefined;
  if (titleMatches(requirement, command.title)) return undefined;
  const allowed = [requirement.title, ...requirement.aliases].join('、');
  return refuse('document_title', { title: command.title, allowed });
}
