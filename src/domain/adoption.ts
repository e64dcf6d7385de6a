import { isObject } from './guards.ts';

/** The one command that every kind of process knows: it goes on under other rules. */
export const ADOPT_RULES = 'adopt_rules';

/** As people see it. */
export const ADOPT_RULES_NAME = '改用新规则';

/** Whether a command asks for other rules. */
export function asksForRules(command: { readonly type: string }): boolean {
  return command.type === ADOPT_RULES;
}

/** What is wrong with the form of such a command; undefined when nothing is. */
export function adoptionProblem(command: unknown): string | undefined {
  if (!isObject(command)) return '应为对象';
  const unknown = Object.keys(command).find((field) => field !== 'type' && field !== 'to');
  if (unknown !== undefined) return `不应有 ${unknown}`;
  const to = command['to'];
  return typeof to === 'number' && Number.isSafeInteger(to) && to >= 1
    ? undefined
    : 'to 应为规则编号，从 1 起';
}
