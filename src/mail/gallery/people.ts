import type { Recipient } from '../../domain/notice.ts';
import type { ProgrammeCard } from '../../domain/plan.ts';
import { ROLE_NAMES, type Role } from '../../domain/roster.ts';

/** The invented programme and people of the gallery. */
export const CARD: ProgrammeCard = {
  id: 'zhejiang-2022',
  title: '统计督察反馈意见整改',
  office: '省统计局整改办',
  contact: '整改办王敏',
  phone: '0571-00000000',
};

export function recipient(
  person: string,
  name: string,
  role: Role,
  more: Partial<Recipient> = {},
): Recipient {
  return {
    person,
    name,
    address: `${person}@tjj.example`,
    appointment: `${person}-1`,
    role,
    post: `330000/jcc/${role}`,
    postTitle: `基层处${ROLE_NAMES[role]}`,
    ...more,
  };
}

export const ZHANG = recipient('zhang.san', '张三', 'case_handler');
export const LI = recipient('li.si', '李四', 'office_head', { postTitle: '基层处处长' });
export const WANG = recipient('wang.wu', '王五', 'supervising_leader', { postTitle: '分管副局长' });
export const ZHAO = recipient('zhao.liu', '赵六', 'rectification_office', { postTitle: '整改办主任' });
export const CHEN = recipient('chen.yi', '陈一', 'principal_leader', { postTitle: '局长' });
export const WU = recipient('wu.jiu', '吴九', 'supporting_head', { postTitle: '法规处处长' });
export const SUN = recipient('sun.shi', '孙十', 'office_head', { postTitle: '数据质量处处长' });
export const ZHENG = recipient('zheng.shiyi', '郑十一', 'office_head', { postTitle: '执法监督局负责人' });
export const FENG = recipient('feng.shier', '冯十二', 'case_handler', { postTitle: '执法监督局承办人' });
