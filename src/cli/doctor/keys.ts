import type { Config } from '../../config.ts';
import { keysAtHand, type KeysAtHand } from '../keys/at-hand.ts';
import { keyPlaceOf } from '../keys/place.ts';
import { broken, ok, type Finding } from './finding.ts';

/** The keys looked at; absent where they cannot be used. */
export interface LookedAtKeys {
  readonly finding: Finding;
  readonly keys?: KeysAtHand;
}

/** Holds the key file against what the instance has worked with. */
export async function lookAtKeys(config: Config): Promise<LookedAtKeys> {
  try {
    const keys = await keysAtHand(await keyPlaceOf(config));
    const count = keys.ring.all().length;
    const sealing = keys.payloads.sealing ? '引擎数据加密' : '引擎数据不加密';
    const found = count === 0 ? '没有密钥，内容不加密' : `${keys.ring.file} 有 ${count} 把密钥，${sealing}`;
    return { finding: ok('keys', found), keys };
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    return { finding: broken('keys', found, '取回原来的密钥文件，再用 zhenggai keys check 检查。') };
  }
}
