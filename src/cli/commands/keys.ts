import { Option, type Command } from 'commander';
import type { App } from '../app.ts';
import type { Answer, Call } from '../call.ts';
import { checkKeys } from '../keys/checking.ts';
import { keyPlaceOf } from '../keys/place.ts';
import { addKey, rotateKey, type Wanted } from '../keys/making.ts';
import { evidenceOf, evidencePlace, readInstance } from '../instance.ts';
import { meantConfig } from '../session.ts';
import { createSealedStore } from '../../store/sealed-store.ts';
import { keysLines } from '../views/keys.ts';
import { CIPHER_NAMES, PURPOSE_NAMES } from '../words/keys.ts';
import { millisOf } from '../../domain/time.ts';
import { optional } from '../../domain/optional.ts';
import { KEY_PURPOSES } from '../../contracts/key-file.ts';
import type { KeptKey } from '../../keys/key-file.ts';
import type { CipherName, KeyPurpose } from '../../keys/ring.ts';

interface Options {
  readonly for: KeyPurpose;
  readonly cipher?: keyof typeof CIPHERS;
}

/** What is typed for a cipher. */
const CIPHERS = { 'aes-256-gcm': 'aes-256-gcm', sm4: 'sm4-ctr-hmac-sm3' } as const satisfies Record<
  string,
  CipherName
>;

/** `keys add|rotate|check` */
export function keysCommand(program: Command, app: App): void {
  const keys = program.command('keys').description('密钥：做成、更换、检查密钥文件中的密钥');
  const purpose = (): Option =>
    new Option('--for <用途>', 'content 内容，subject 对象标记，payload 引擎数据')
      .choices([...KEY_PURPOSES])
      .makeOptionMandatory();
  const cipher = (): Option =>
    new Option('--cipher <算法>', 'aes-256-gcm（默认）或 sm4（国密）').choices(Object.keys(CIPHERS));
  keys
    .command('add')
    .description('为一种用途做成第一把密钥；没有密钥文件的，一并做成（只有本人可读）')
    .addOption(purpose())
    .addOption(cipher())
    .action(app.action<Options>(add));
  keys
    .command('rotate')
    .description('更换密钥：新密钥即为现用，旧的留着读旧内容')
    .addOption(purpose())
    .addOption(cipher())
    .action(app.action<Options>(rotate));
  keys
    .command('check')
    .description('列出密钥（不显示密钥本身），查明本实例和引擎中的流程所需的密钥是否齐全')
    .action(app.action<object>(check));
}

async function add(call: Call, options: Options): Promise<Answer> {
  const config = await keyPlaceOf(await meantConfig(call));
  const key = await addKey(config, wanted(call, options));
  return {
    lines: [
      `已做成${PURPOSE_NAMES[key.purpose]}密钥 ${key.id}（${CIPHER_NAMES[key.cipher]}），存于 ${config.keyFile}。`,
      ...KEEPING,
    ],
    json: { file: config.keyFile, key: shown(key) },
  };
}

async function rotate(call: Call, options: Options): Promise<Answer> {
  const meant = await meantConfig(call);
  const config = await keyPlaceOf(meant);
  const store = createSealedStore(evidencePlace((await readInstance(meant)) ?? evidenceOf(meant)));
  const wish = wanted(call, options);
  const { key, before, sealed } = await rotateKey(config, wish, (ring) => store.rewrap(ring));
  return {
    lines: [
      `${PURPOSE_NAMES[key.purpose]}密钥已由 ${before.id} 换为 ${key.id}（${CIPHER_NAMES[key.cipher]}），存于 ${config.keyFile}。`,
      ...(sealed === undefined ? [] : [`${sealed.rewrapped} 件密封材料的密钥已改由新密钥封装。`]),
      ...(sealed?.failed ?? []).map(
        ({ item, code }) => `材料 ${item} 的密钥未能改封，仍由原密钥封装（${code}）。`,
      ),
      ...KEEPING,
    ],
    json: {
      file: config.keyFile,
      key: shown(key),
      before: before.id,
      ...optional('sealed', sealed),
    },
  };
}

async function check(call: Call): Promise<Answer> {
  const found = await checkKeys(await meantConfig(call), millisOf(call.world.now()));
  return {
    lines: keysLines(found, call.world.io.width),
    json: { ...found },
    exit: found.sound ? 'ok' : 'unsound',
  };
}

function wanted(call: Call, { for: purpose, cipher }: Options): Wanted {
  const now = call.world.now();
  return { purpose, now, ...optional('cipher', cipher && CIPHERS[cipher]) };
}

const KEEPING = [
  '正在运行的实例数秒内改用，不必重启。',
  '请立即另存密钥文件，与备份分开保管：zhenggai backup 不含它；失去它，已加密的内容谁也读不出来。',
];

function shown({ id, purpose, cipher, created }: KeptKey): object {
  return { id, purpose, cipher, created };
}
