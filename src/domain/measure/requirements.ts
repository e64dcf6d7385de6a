import type { Region, Requirement } from '../plan.ts';
import { missingOfClues } from './clues/standing.ts';
import { missingOfIndicator } from './indicators/standing.ts';
import { isCounted } from './indicators/value.ts';
import type { MeasureState } from './state.ts';

/** How far one requirement is met. */
export interface RequirementStanding {
  readonly id: string;
  readonly text: string;
  readonly met: boolean;
  /** What is missing, in words; empty when met. */
  readonly missing: string;
}

type Shown = Pick<MeasureState, 'input' | 'reports' | 'figures' | 'evidence' | 'milestonesDone' | 'clues'>;

/** Every requirement of a measure with what is still missing. A measure can be submitted when all are met. */
export function requirementStandings(
  requirements: readonly Requirement[],
  shown: Shown,
): readonly RequirementStanding[] {
  return requirements.map((requirement) => {
    const missing = missingOf(requirement, shown);
    return { id: requirement.id, text: requirement.text, met: missing === '', missing };
  });
}

function missingOf(requirement: Requirement, shown: Shown): string {
  switch (requirement.type) {
    case 'document': {
      const found = shown.evidence.some(
        (one) => one.requirement === requirement.id && one.documentNumber !== undefined,
      );
      return found ? '' : `《${bare(requirement.title)}》印发件及文号`;
    }
    case 'statement': {
      const found = shown.reports.some((one) => one.requirement === requirement.id);
      return found ? '' : `“${requirement.text}”的落实情况说明`;
    }
    case 'milestone':
      return shown.milestonesDone[requirement.milestone] === undefined ? `节点“${requirement.text}”` : '';
    case 'clues':
      return missingOfClues(requirement, shown);
    case 'cycle': {
      const found = shown.reports.some(
        (one) => one.requirement === requirement.id && one.period === requirement.firstPeriod,
      );
      return found ? '' : `${requirement.firstPeriod}期“${requirement.text}”的办理情况`;
    }
    case 'cascade': {
      const figures = figuresOf(requirement.id, shown);
      const left = requirement.regions
        .filter((region) => !attested(figures, region))
        .map((region) => region.name);
      return left.length === 0 ? '' : `“${requirement.text}”尚缺：${left.join('、')}`;
    }
    case 'indicator':
      return isCounted(requirement)
        ? missingOfIndicator(requirement, shown)
        : missingIndicator(requirement, shown);
  }
}

/** The last figure of a region counts, given under its code or its name. */
function attested(figures: Shown['figures'], { code, name }: Region): boolean {
  const last = figures.findLast((one) => one.locality === code || one.locality === name);
  return last !== undefined && last.value > 0;
}

/** Of a plan that takes figures of the one period only. */
function missingIndicator(requirement: Extract<Requirement, { type: 'indicator' }>, shown: Shown): string {
  const figures = figuresOf(requirement.id, shown).filter((one) => one.period === requirement.period);
  const label = `${requirement.period}“${requirement.name}”`;
  const localities = requirement.localities ?? [undefined];
  const problems = localities.flatMap((locality) => {
    const where = locality === undefined ? '' : `${locality}：`;
    const figure = figures.findLast((one) => one.locality === locality);
    if (figure === undefined) return [`${where}未填报`];
    const { target, minRatio, unit } = requirement;
    if (target !== undefined && figure.value < target)
      return [`${where}${figure.value}${unit}，应不少于${target}${unit}`];
    if (minRatio === undefined) return [];
    if (figure.base === undefined || figure.base <= 0) return [`${where}缺基数，无法计算占比`];
    // Compared by multiplication: 3% of 100 must not fail on binary fractions.
    const short = figure.value * 10_000 < Math.round(minRatio * 10_000) * figure.base;
    return short ? [`${where}占比${shortOf(figure.value / figure.base)}，应不少于${percent(minRatio)}`] : [];
  });
  return problems.length === 0 ? '' : `${label}${problems.join('；')}`;
}

/** Whether a piece of evidence bears the title of a required document: aliases count, 书名号 and spaces do not. */
export function titleMatches(
  requirement: Extract<Requirement, { type: 'document' }>,
  title: string,
): boolean {
  return [requirement.title, ...requirement.aliases].some((one) => bare(one) === bare(title));
}

function bare(title: string): string {
  return title.replaceAll(/[《》\s]/g, '');
}

function figuresOf(requirement: string, shown: Shown): Shown['figures'] {
  return shown.figures.filter((one) => one.requirement === requirement);
}

/** A ratio that falls short, cut and not rounded: 2.999% must not read as 3%. */
function shortOf(ratio: number): string {
  return `${Math.floor(ratio * 10_000) / 100}%`;
}

function percent(ratio: number): string {
  return `${Math.round(ratio * 10_000) / 100}%`;
}
