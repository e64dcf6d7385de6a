import type { Light } from '../../domain/measure/state.ts';

/** Lights as people call them. */
export const LIGHT_NAMES: Readonly<Record<Light, string>> = {
  green: '绿灯',
  yellow: '黄灯',
  red: '红灯',
  done: '销号',
  done_late: '逾期销号',
  suspended: '中止',
  cancelled: '取消',
};

const COLOURS: Readonly<Record<Light, number>> = {
  green: 32,
  yellow: 33,
  red: 31,
  done: 36,
  done_late: 35,
  suspended: 90,
  cancelled: 90,
};
const MARKS: Readonly<Record<Light, string>> = {
  green: '●',
  yellow: '●',
  red: '●',
  done: '✓',
  done_late: '✓',
  suspended: '○',
  cancelled: '×',
};

function isLight(text: string): text is Light {
  return Object.hasOwn(LIGHT_NAMES, text);
}

/** The name of a light; whatever else stands there, as it is. */
export function lightName(light: string): string {
  return isLight(light) ? LIGHT_NAMES[light] : light;
}

/** ● 红灯, the dot coloured where the terminal has colours. */
export function lightCell(light: string, colour: boolean): string {
  if (!isLight(light)) return light;
  const mark = MARKS[light];
  return `${colour ? `\u001B[${COLOURS[light]}m${mark}\u001B[0m` : mark} ${LIGHT_NAMES[light]}`;
}
