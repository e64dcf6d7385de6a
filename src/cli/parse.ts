import { InvalidArgumentError } from 'commander';
import { figureText } from '../domain/decimal.ts';
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

/** A figure as typed: `12`, `12家` (with its unit), `12/400` (with its base), `330100=12/400` (of a locality). */
export interface TypedFigure {
  readonly locality?: string;
  readonly value: number;
  readonly base?: number;
  readonly unit?: string;
}

const FIGURE =
  /^(?:(?<locality>[^=]+)=)?(?<value>-?\d+(?:\.\d+)?)(?<unit>\p{Script=Han}[\p{Script=Han}（）()]*)?(?:\/(?<base>-?\d+(?:\.\d+)?)(?<baseUnit>\p{Script=Han}[\p{Script=Han}（）()]*)?)?$/u;

const FORMS = '应形如 12、12家、12/400 或 330100=12/400';

/** Collects figures; each `--figure` may hold several, with spaces or commas between. */
export function figureOption(
  text: string,
  before: readonly TypedFigure[] | undefined,
): readonly TypedFigure[] {
  const parts = text.split(/[\s,，]+/).filter((part) => part !== '');
  if (parts.length === 0) throw new InvalidArgumentError(FORMS);
  return [...(before ?? []), ...parts.map(figure)];
}

function figure(part: string): TypedFigure {
  const groups = FIGURE.exec(part)?.groups;
  if (groups === undefined) throw new InvalidArgumentError(`“${part}”${FORMS}`);
  const { locality, value, base, unit, baseUnit = unit } = groups;
  if (baseUnit !== unit) throw new InvalidArgumentError(`“${part}”中数据与基数的计量单位不同`);
  return {
    ...(locality === undefined ? {} : { locality }),
    value: exact(value, part),
    ...(base === undefined ? {} : { base: exact(base, part) }),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** A number with more digits than can be kept would come out as another one. */
function exact(typed = '', part: string): number {
  const value = Number(typed);
  const digits = typed.replace(/^(-?)0+(?=\d)/, '$1');
  const plain = digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
  if (figureText(value) === (plain === '-0' ? '0' : plain)) return value;
  throw new InvalidArgumentError(`“${part}”的位数过多，最多 15 位有效数字`);
}
