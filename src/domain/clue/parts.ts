import { isObject, Reader } from '../guards.ts';
import { ROLES, type RolePost } from '../roster.ts';
import type { ClueUnit } from './book.ts';
import type { SealedRef } from './state.ts';

/** Sealed items that one command brings, and posts of one unit, at most. */
const MAX_ITEMS = 50;
const MAX_POSTS = 40;

/** Sealed items that a command brings. */
export function readItems(r: Reader, field = 'items'): readonly SealedRef[] {
  return r.list(field, MAX_ITEMS, (one) => {
    one.only(['item', 'sha256', 'keyId', 'size']);
    const sealed = {
      item: one.line('item', 64),
      sha256: one.line('sha256', 64),
      keyId: one.line('keyId', 64),
      size: one.int('size', 1, Number.MAX_SAFE_INTEGER),
    };
    if (!isItemId(sealed.item)) one.problem ??= 'item 应为密封材料的编号';
    if (!/^[0-9a-f]{64}$/.test(sealed.sha256)) one.problem ??= 'sha256 应为 64 位十六进制校验值';
    return sealed;
  });
}

export function isItemId(value: string): boolean {
  return /^[A-Za-z0-9_-]{1,64}$/.test(value);
}

/** A unit with the posts it acts by. */
export function readUnit(r: Reader, field: string): ClueUnit {
  const u = new Reader(isObject(r.raw[field]) ? r.raw[field] : {});
  u.only(['id', 'name', 'region', 'posts']);
  const unit = {
    id: u.line('id'),
    name: u.line('name'),
    region: u.line('region'),
    posts: u.list('posts', MAX_POSTS, readPost),
  };
  if (unit.posts.length === 0) u.problem ??= 'posts 不能为空';
  if (u.problem !== undefined) r.problem ??= `${field}.${u.problem}`;
  return unit;
}

function readPost(item: Reader): RolePost {
  item.only(['role', 'id', 'title', 'unit', 'unitName', 'region']);
  return {
    role: item.oneOf('role', ROLES),
    id: item.line('id'),
    title: item.line('title'),
    unit: item.line('unit'),
    unitName: item.line('unitName'),
    region: item.line('region'),
  };
}
