import type { PaceBehind } from '../../domain/notice.ts';

/** 杭州市2022“检查单位数”已报3家，应达8家 */
export function behindWords({ name, locality = '', period, unit, reported, expected }: PaceBehind): string {
  return `${locality}${period}“${name}”已报${reported}${unit}，应达${expected}${unit}`;
}
