import type { Measure } from '../measure.ts';
import { hearRoster } from '../measure.ts';

/** Commands on a measure's staff: another unit, 综合处, whose posts it does not know yet. */

const zhc = (role: string, id: string, title: string) => ({
  role,
  id: `zhc/${id}`,
  title,
  unit: 'zhc',
  unitName: '综合处',
  region: '330000',
});

export function changeUnit(id = 'zhc', name = '综合处') {
  return {
    type: 'change_unit',
    unit: { id, name },
    reason: '职责调整',
    posts: [zhc('case_handler', 'handler', '综合处承办人'), zhc('office_head', 'head', '综合处处长')],
  };
}

export function addSupporting(to?: string) {
  return {
    type: 'add_supporting',
    unit: { id: 'zhc', name: '综合处' },
    text: '提供数据',
    posts: [
      zhc('supporting_handler', 'handler', '综合处承办人'),
      zhc('supporting_head', 'head', '综合处处长'),
    ],
    ...(to === undefined ? {} : { to }),
  };
}

export function authorise(person: string, to = '2022-06-30') {
  return { type: 'authorise', person, name: `${person}某`, address: `${person}@tjj.example`, to };
}

/** The directory answers who holds its posts. */
export function hearUnit(life: Measure, handlers = ['qian.yi'], heads = ['qian.er']): Measure {
  return hearRoster(life, { 'zhc/handler': handlers, 'zhc/head': heads });
}
