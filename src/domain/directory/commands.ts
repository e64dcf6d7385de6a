import { isMailAddress, Reader } from '../guards.ts';

export type DirectoryCommand =
  /** Puts a person into a post; a new person comes with name and address. */
  | {
      readonly type: 'appoint';
      readonly person: string;
      readonly post: string;
      readonly name?: string;
      readonly address?: string;
    }
  | { readonly type: 'relieve'; readonly person: string; readonly post: string }
  | { readonly type: 'change_address'; readonly person: string; readonly address: string };

export const DIRECTORY_COMMAND_NAMES: Readonly<Record<DirectoryCommand['type'], string>> = {
  appoint: '任职',
  relieve: '免职',
  change_address: '变更邮箱',
};

/** Reads a command; gives what is wrong with its form where it is none. */
export function readDirectoryCommand(
  raw: unknown,
): { readonly command: DirectoryCommand } | { readonly problem: string } {
  const r = new Reader(raw);
  const type = r.oneOf('type', Object.keys(DIRECTORY_COMMAND_NAMES) as DirectoryCommand['type'][]);
  const command = readFields(r, type);
  return r.problem === undefined ? { command } : { problem: r.problem };
}

function readFields(r: Reader, type: DirectoryCommand['type']): DirectoryCommand {
  const person = r.line('person');
  if (/[\s/]/.test(person)) r.problem ??= 'person 不含空格和斜线';
  switch (type) {
    case 'appoint': {
      r.only(['type', 'person', 'post', 'name', 'address']);
      const name = r.optionalLine('name');
      const given = r.raw['address'] === undefined ? undefined : address(r);
      return {
        type,
        person,
        post: r.line('post'),
        ...(name === undefined ? {} : { name }),
        ...(given === undefined ? {} : { address: given }),
      };
    }
    case 'relieve':
      r.only(['type', 'person', 'post']);
      return { type, person, post: r.line('post') };
    case 'change_address':
      r.only(['type', 'person', 'address']);
      return { type, person, address: address(r) };
  }
}

function address(r: Reader): string {
  const value = r.line('address');
  if (!isMailAddress(value)) r.problem ??= `address 应为邮箱地址，收到 ${JSON.stringify(value)}`;
  return value;
}
