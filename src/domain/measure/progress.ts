import { refuse, type Refusal } from '../refusals.ts';
import type { Requirement } from '../plan.ts';
import type { MeasureCommand } from './commands.ts';
import { checkCounted } from './indicators/check.ts';
import { isCounted } from './indicators/value.ts';
import { titleMatches } from './requirements.ts';
import type { MeasureState } from './state.ts';

type Refused = { readonly refusal: Refusal } | undefined;

/** Why a report does not fit the measure's requirements; undefined when it does. */
export function checkReport(
  state: MeasureState,
  command: Extract<MeasureCommand, { type: 'report' }>,
): Refused {
  const { milestones, requirements } = state.input.plan;
  if (command.milestone !== undefined) {
    const milestone = milestones.find((one) => one.id === command.milestone);
    if (milestone === undefined)
      return refuse('unknown_milestone', { milestone: command.milestone, allowed: ids(milestones) });
    const on = state.milestonesDone[milestone.id];
    if (on !== undefined) return refuse('milestone_done', { milestone: milestone.title, date: on });
  }
  if (command.requirement === undefined) {
    return command.figures.length === 0
      ? undefined
      : refuse('unknown_requirement', { requirement: '（未填）', allowed: ids(requirements) });
  }
  const requirement = requirements.find((one) => one.id === command.requirement);
  if (requirement === undefined)
    return refuse('unknown_requirement', { requirement: command.requirement, allowed: ids(requirements) });
  return checkFigures(requirement, command);
}

function checkFigures(
  requirement: Requirement,
  command: Extract<MeasureCommand, { type: 'report' }>,
): Refused {
  const wrongType = (): Refused =>
    refuse('requirement_type', { requirement: requirement.id, type: REPORTED_BY[requirement.type] });
  switch (requirement.type) {
    case 'document':
    case 'milestone':
    case 'clues':
      return wrongType();
    case 'statement':
      return command.figures.length === 0 ? undefined : wrongType();
    case 'cycle':
      if (command.figures.length > 0) return wrongType();
      return command.period === undefined
        ? periodRefused(requirement.id, command.period, requirement.firstPeriod)
        : undefined;
    case 'cascade': {
      if (command.figures.length === 0) return wrongType();
      const { regions } = requirement;
      const allowed = regions.map(({ code, name }) => `${name}（${code}）`);
      return checkLocalities(
        requirement.id,
        command,
        regions.flatMap(({ code, name }) => [code, name]),
        allowed,
      );
    }
    case 'indicator':
      if (command.figures.length === 0) return wrongType();
      if (isCounted(requirement))
        return (
          checkCounted(requirement, command.period, command.figures) ??
          checkLocalities(requirement.id, command, requirement.localities ?? [])
        );
      if (command.period !== requirement.period)
        return periodRefused(requirement.id, command.period, requirement.period);
      return checkLocalities(requirement.id, command, requirement.localities ?? []);
  }
}

function periodRefused(requirement: string, period: string | undefined, allowed: string): Refused {
  return refuse('wrong_period', { requirement, period: period ?? '（未填）', allowed });
}

function checkLocalities(
  requirement: string,
  command: Extract<MeasureCommand, { type: 'report' }>,
  allowed: readonly string[],
  shown: readonly string[] = allowed,
): Refused {
  const wrong = command.figures.find((one) =>
    allowed.length === 0 ? one.locality !== undefined : !allowed.includes(one.locality ?? ''),
  );
  if (wrong === undefined) return undefined;
  const list = allowed.length === 0 ? '不分地区' : shown.join('、');
  return refuse('unknown_locality', { locality: wrong.locality ?? '（未填）', requirement, allowed: list });
}

/** By what each kind of requirement is shown, for people. */
const REPORTED_BY: Readonly<Record<Requirement['type'], string>> = {
  document: '须附佐证材料并填写文号',
  milestone: '须以 milestone 报告节点完成',
  statement: '须以文字说明，不填数字',
  cycle: '须填写统计期和文字说明',
  cascade: '须按地区填报',
  indicator: '须填报数字',
  clues: '以发现线索和移交为准，不另报告',
};

/** Why a piece of evidence does not fit; undefined when it does. Evidence for no requirement in particular is welcome. */
export function checkEvidence(
  state: MeasureState,
  command: Extract<MeasureCommand, { type: 'attach' }>,
): Refused {
  const { requirements } = state.input.plan;
  if (command.requirement === undefined) return undefined;
  const requirement = requirements.find((one) => one.id === command.requirement);
  if (requirement === undefined)
    return refuse('unknown_requirement', { requirement: command.requirement, allowed: ids(requirements) });
  if (requirement.type !== 'document') return undefined;
  if (command.documentNumber === undefined)
    return refuse('document_number_missing', { requirement: requirement.text });
  if (titleMatches(requirement, command.title)) return undefined;
  return refuse('document_title', {
    title: command.title,
    allowed: [requirement.title, ...requirement.aliases].join('、'),
  });
}

function ids(list: readonly { readonly id: string }[]): string {
  return list.map((one) => one.id).join('、') || '（无）';
}
