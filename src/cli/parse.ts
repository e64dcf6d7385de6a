import { InvalidArgumentError } from 'commander';
import {
  endOfDay,
  instantAt,
  isCivilDate,
  isTimeOfDay,
  type CivilDate,
  type Instant,
} from '../domain/time.ts';

/** Readers of option values; what they refuse is a usage error. */

export function dateOption(text: string): CivilDate {
  if (isCivilDate(text)) return text;
  throw new InvalidArgumentError('应为存在的日期，形如 2022-08-31');
}

/** A date (its end) or a moment, `2022-08-31 09:00`. */
export function momentOption(text: string): Instant {
  const [date = '', time, ...rest] = text.trim().split(/[T ]+/);
  if (isCivilDate(date) && rest.length === 0) {
    if (time === undefined) return endOfDay(date);
    if (isTimeOfDay(time)) return instantAt(date, time);
  }
  throw new InvalidArgumentError('应为日期 2022-08-31（推进到当日结束），或时刻 "2022-08-31 09:00"');
}

export function countOption(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`应为 ${least} 至 ${most} 的整数`);
  };
}

/** A figure as typed: `12`, `12/400` (with its base), `330100=12/400` (of a locality). */
export interface TypedFigure {
  readonly locality?: string;
  readonly value: number;
  readonly base?: number;
}

const FIGURE = /^(?:(?<locality>[^=]+)=)?(?<value>-?\d+(?:\.\d+)?)(?:\/(?<base>\d+(?:\.\d+)?))?$/u;

/** Collects figures; each `--figure` may hold several, with spaces or commas between. */
export function figureOption(
  text: string,
  before: readonly TypedFigure[] | undefined,
): readonly TypedFigure[] {
  const parts = text.split(/[\s,，]+/).filter((part) => part !== '');
  if (parts.length === 0) throw new InvalidArgumentError('应形如 12、12/400 或 330100=12/400');
  return [...(before ?? []), ...parts.map(figure)];
}

function figure(part: string): TypedFigure {
  const groups = FIGURE.exec(part)?.groups;
  if (groups === undefined) throw new InvalidArgumentError(`“${part}”应形如 12、12/400 或 330100=12/400`);
  const { locality, value, base } = groups;
  return {
    ...(locality === undefined ? {} : { locality }),
    value: Number(value),
    ...(base === undefined ? {} : { base: Number(base) }),
  };
}
