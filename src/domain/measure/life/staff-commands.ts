import { isMailAddress, Reader } from '../../guards.ts';
import { optional } from '../../optional.ts';
import type { UnitRef } from '../../plan.ts';
import type { Role, RolePost } from '../../roster.ts';
import type { CivilDate } from '../../time.ts';

const LEAD_ROLES = ['case_handler', 'liaison', 'office_head', 'supervising_leader'] as const;
const SUPPORTING_ROLES = ['supporting_handler', 'supporting_head'] as const;

/** What changes who answers for a measure. A measure knows only the posts it is told: they come with the command. */
export type StaffCommand =
  | {
      readonly type: 'change_unit';
      readonly unit: UnitRef;
      readonly reason: string;
      readonly posts: readonly RolePost[];
      /** The unit hosts the rectification office. */
      readonly hostOffice: boolean;
    }
  | {
      readonly type: 'add_supporting';
      readonly unit: UnitRef;
      /** Its own part of the work. */
      readonly text: string;
      readonly to?: CivilDate;
      readonly posts: readonly RolePost[];
    }
  | { readonly type: 'remove_supporting'; readonly unit: string; readonly reason: string }
  | { readonly type: 'report_part'; readonly text: string }
  /** `to`: the last day on which the deputy acts. */
  | {
      readonly type: 'authorise';
      readonly person: string;
      readonly name: string;
      readonly address: string;
      readonly to: CivilDate;
      readonly text?: string;
    }
  | { readonly type: 'revoke'; readonly person: string };

export const STAFF_COMMAND_NAMES: Readonly<Record<StaffCommand['type'], string>> = {
  change_unit: '改派',
  add_supporting: '增加配合单位',
  remove_supporting: '撤销配合单位',
  report_part: '报告配合任务完成',
  authorise: '代办授权',
  revoke: '撤销代办授权',
};

export function isStaffType(type: string): type is StaffCommand['type'] {
  return Object.hasOwn(STAFF_COMMAND_NAMES, type);
}

export function isStaffCommand<C extends { readonly type: string }>(
  command: C,
): command is Extract<C, StaffCommand> {
  return isStaffType(command.type);
}

/** Posts of a unit that one command may bring. */
const MAX_POSTS = 20;

/** Reads the fields of such a command. */
export function readStaffFields(r: Reader, type: StaffCommand['type']): StaffCommand {
  switch (type) {
    case 'change_unit': {
      r.only(['type', 'unit', 'reason', 'posts', 'hostOffice']);
      const hostOffice = r.raw['hostOffice'];
      if (hostOffice !== undefined && typeof hostOffice !== 'boolean')
        r.problem ??= 'hostOffice 应为 true 或 false';
      return {
        type,
        unit: readUnit(r),
        reason: r.text('reason'),
        posts: r.list('posts', MAX_POSTS, (item) => readPost(item, LEAD_ROLES)),
        hostOffice: hostOffice === true,
      };
    }
    case 'add_supporting':
      r.only(['type', 'unit', 'text', 'to', 'posts']);
      return {
        type,
        unit: readUnit(r),
        text: r.text('text'),
        ...(r.raw['to'] === undefined ? {} : { to: r.date('to') }),
        posts: r.list('posts', MAX_POSTS, (item) => readPost(item, SUPPORTING_ROLES)),
      };
    case 'remove_supporting':
      r.only(['type', 'unit', 'reason']);
      return { type, unit: r.line('unit'), reason: r.text('reason') };
    case 'report_part':
      r.only(['type', 'text']);
      return { type, text: r.text('text') };
    case 'authorise': {
      r.only(['type', 'person', 'name', 'address', 'to', 'text']);
      const address = r.line('address');
      if (!isMailAddress(address)) r.problem ??= `address 应为邮箱地址，收到 ${JSON.stringify(address)}`;
      return {
        type,
        person: readPerson(r),
        name: r.line('name'),
        address,
        to: r.date('to'),
        ...optional('text', r.optionalText('text')),
      };
    }
    case 'revoke':
      r.only(['type', 'person']);
      return { type, person: readPerson(r) };
  }
}

function readPerson(r: Reader): string {
  const person = r.line('person');
  if (/[\s/]/.test(person)) r.problem ??= 'person 不含空格和斜线';
  return person;
}

function readUnit(r: Reader): UnitRef {
  const u = new Reader(r.raw['unit']);
  u.only(['id', 'name']);
  const unit = { id: u.line('id'), name: u.line('name') };
  if (u.problem !== undefined) r.problem ??= `unit ${u.problem}`;
  return unit;
}

function readPost(item: Reader, roles: readonly Role[]): RolePost {
  item.only(['role', 'id', 'title', 'unit', 'unitName', 'region']);
  return {
    role: item.oneOf('role', roles),
    id: item.line('id'),
    title: item.line('title'),
    unit: item.line('unit'),
    unitName: item.line('unitName'),
    region: item.line('region'),
  };
}
