import { isModest, isObject, isLine, jsonOf, MAX_NAME, shortened } from './guards.ts';
import { isInstant } from './time.ts';

/** What is wrong with the form of a request around its command; undefined when nothing is. */
export function envelopeProblem(raw: unknown): string | undefined {
  if (!isObject(raw)) return '不是第 1 版的请求';
  if (raw['v'] !== 1) {
    const found = raw['v'] === undefined ? '' : `，收到的版本为 ${shortened(jsonOf(raw['v']), 60)}`;
    return `不是第 1 版的请求${found}`;
  }
  if (!isModest(raw)) return '请求过大、嵌套过深或含无法表示的数；文字合计不超过 20 万字，较长的材料请附佐证';
  if (!isLine(raw['requestId'], MAX_NAME)) return 'requestId 应为文字';
  if (!isObject(raw['command']) || !isLine(raw['command']['type'], MAX_NAME))
    return 'command 应为带 type 的对象';
  const a = raw['admission'];
  if (!isObject(a)) return 'admission 应为对象';
  if (!isLine(a['person'], MAX_NAME)) return 'admission.person 应为文字';
  if (a['post'] !== undefined && !isLine(a['post'], MAX_NAME)) return 'admission.post 应为文字';
  if (!isLine(a['process'], MAX_NAME)) return 'admission.process 应为文字';
  if (!isLine(a['proven'], MAX_NAME)) return 'admission.proven 应为文字';
  if (!Number.isSafeInteger(a['directorySeq'])) return 'admission.directorySeq 应为整数';
  if (!isInstant(a['at']) || !isInstant(a['validUntil'])) return 'admission.at、validUntil 应为时刻';
  return undefined;
}
