import { amend, compared, type AmendOptions, type Compared } from '../amending.ts';
import type { Answer, Call } from '../call.ts';
import { consentTo } from '../consent.ts';
import { CliError } from '../errors.ts';
import type { Instance } from '../instance.ts';
import { optional } from '../../domain/optional.ts';
import { isEmpty, refusalsOf } from '../../plan/difference.ts';
import {
  answerLines,
  answersJson,
  differenceJson,
  differenceLines,
  isIncomplete,
} from '../views/difference.ts';

export interface AmendedOptions extends Partial<AmendOptions> {
  readonly start?: string;
  readonly yes?: boolean;
}

/**
 * `launch` of a programme that runs: shows how the folder differs from it, and once that is confirmed has it take the difference over.
 * @throws launch-other-plan, plan-errors, no-worker, amend-refused, amend-incomplete, unconfirmed
 */
export async function launchAmended(
  call: Call,
  instance: Instance,
  folder: string,
  programme: string,
  options: AmendedOptions,
): Promise<Answer> {
  const found = await compared(call, instance, folder, programme, options.letter);
  const { launch } = found.running.input;
  if (options.start !== undefined && options.start !== launch) {
    const difference = `启动日为 ${launch}，不是 ${options.start}`;
    throw new CliError('launch-other-plan', { programme, difference }, { programme, launch });
  }
  const { difference } = found;
  const lines = differenceLines(difference);
  if (isEmpty(difference))
    return {
      lines: [`整改专项 ${programme} 已按同一方案启动（启动日 ${launch}），未作任何改动。`, ...lines],
      json: { launched: false, programme, launch, difference: differenceJson(difference) },
    };
  return apply(call, instance, found, options, [
    `整改专项 ${programme} 已在运行，所给方案与之不同：`,
    ...lines,
  ]);
}

async function apply(
  call: Call,
  instance: Instance,
  found: Compared,
  { as, document, reason, letter, yes }: AmendedOptions,
  lines: readonly string[],
): Promise<Answer> {
  const { difference, running } = found;
  const { programme } = running.input;
  const extra = { programme, difference: differenceJson(difference) };
  call.say(lines);
  const refusals = refusalsOf(difference);
  if (refusals.length > 0) throw new CliError('amend-refused', { count: String(refusals.length) }, extra);
  if (as === undefined || document === undefined) throw new CliError('amend-incomplete', {}, extra);
  await consentTo(call, '按以上差异调整方案', yes, extra);
  const because = { ...optional('reason', reason), ...optional('letter', letter) };
  const answers = await amend(call, instance, found, { as, document, ...because });
  const added = difference.added.map(({ plan }) => `  ${programme}/measure/${plan.id}　已立项`);
  return {
    lines: ['方案已调整，各事项答复如下：', ...answerLines(answers), ...added],
    json: { launched: false, amended: true, ...extra, answers: answersJson(answers) },
    ...(isIncomplete(answers) ? { exit: 'unsound' as const } : {}),
  };
}
