import type { View } from './view.ts';
import type { Wording } from '../section.ts';

/** 简报 */
export function brief({ facts }: View): Wording {
  return { subject: facts.measure, lead: [], ask: [] };
}
