import { directoryRules1 } from '../../../src/domain/directory/rules.ts';
import type { DirectoryInput, DirectoryState } from '../../../src/domain/directory/state.ts';
import type { DirectoryPlan } from '../../../src/domain/plan.ts';
import { HASH_ALGORITHM } from '../../../src/domain/record.ts';
import { at, HELD, holder, Life, POSTS } from '../support.ts';

export const ADMIN = 'qian.guanli';

export const DIRECTORY: DirectoryPlan = {
  regions: [{ code: '330000', name: '浙江省' }],
  units: [{ id: 'jcc', name: '基层基础处', region: '330000' }],
  posts: [
    ...Object.values(POSTS),
    { id: 'xx/admin', title: '系统管理员', unit: 'xx', unitName: '信息处', region: '330000' },
  ],
  people: [
    ...Object.values(HELD).flatMap((people) => people.map((one) => holder(one))),
    { person: ADMIN, name: '钱管理', address: 'qian@tjj.example' },
  ].map(({ person: id, name, address }) => ({ id, name, address })),
  appointments: [
    ...Object.entries(HELD).flatMap(([post, people]) => people.map((person) => ({ person, post }))),
    { person: ADMIN, post: 'xx/admin' },
  ],
  administrators: ['xx/admin'],
};

export function directory(
  plan: DirectoryPlan = DIRECTORY,
  subscriptions?: DirectoryInput['subscriptions'],
): Life<DirectoryState> {
  const input: DirectoryInput = {
    v: 1,
    kind: 'directory',
    process: 'zj/directory',
    programme: 'zj',
    rules: 1,
    clock: { kind: 'driven', at: at('2022-06-01') },
    hashAlgorithm: HASH_ALGORITHM,
    plan,
    ...(subscriptions === undefined ? {} : { subscriptions }),
  };
  return new Life(directoryRules1, input, at('2022-06-01'));
}
