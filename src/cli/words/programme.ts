import { STATUS_NAMES, type MeasureStatus } from '../../domain/measure/state.ts';
import type { EventRecord } from '../../domain/record.ts';
import { lightName } from '../views/lights.ts';

interface Data {
  readonly launch: string;
  readonly opened: readonly unknown[];
  readonly measure: string;
  readonly status: string;
  readonly light: string;
  readonly standing: string;
  readonly due: string;
}

const WORDS: Readonly<Record<string, (data: Data) => string>> = {
  ProgrammeLaunched: ({ launch, opened }) => `整改专项启动（启动日 ${launch}），立项 ${opened.length} 项措施`,
  StandingHeard: ({ measure, status, light, standing, due }) =>
    `登记 ${measure}：${STATUS_NAMES[status as MeasureStatus] ?? status}，${standing}，${lightName(light)}，时限 ${due}`,
};

/** A programme's event in words, without its full stop. */
export function programmeWords(record: EventRecord): string | undefined {
  return WORDS[record.type]?.(record.data as unknown as Data);
}
