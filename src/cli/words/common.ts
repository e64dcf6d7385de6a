import { ADOPT_RULES, ADOPT_RULES_NAME } from '../../domain/adoption.ts';
import { CLUE_COMMAND_NAMES } from '../../domain/clue/commands.ts';
import { DIRECTORY_COMMAND_NAMES } from '../../domain/directory/commands.ts';
import { COMMAND_NAMES } from '../../domain/measure/commands.ts';
import { PROGRAMME_COMMAND_NAMES } from '../../domain/programme/commands.ts';
import type { Json } from '../../domain/json.ts';
import type { EventRecord } from '../../domain/record.ts';
import { refusalText } from '../../domain/refusals.ts';
import { actorText } from './who.ts';

interface Data {
  readonly command: string;
  readonly code: string;
  readonly params: Json;
  readonly from: string;
  readonly type: string;
  readonly kind: string;
  readonly excerpt: string;
  readonly result: Json;
  readonly to: number;
}

/** A command as people call it; one we do not know, as it was typed. */
export function commandName(type: string): string {
  const names: Readonly<Record<string, string>> = {
    ...COMMAND_NAMES,
    ...DIRECTORY_COMMAND_NAMES,
    ...PROGRAMME_COMMAND_NAMES,
    ...CLUE_COMMAND_NAMES,
    [ADOPT_RULES]: ADOPT_RULES_NAME,
  };
  return names[type] ?? type;
}

/** Events that the machine itself records, of whatever process. */
const WORDS: Readonly<Record<string, (data: Data, who: string) => string>> = {
  CommandRefused: ({ command, code, params }, who) =>
    `${who} 办理“${commandName(command)}”被拒绝：${refusalText({ code, params }).replace(/。$/, '')}`,
  RulesAdopted: ({ from, to }, who) =>
    `${who} 办理改用新规则：由规则 ${from} 改为规则 ${to}，时限和提醒据此调整`,
  DutyCovered: () => '补办时并入最近的一次提醒，不另发',
  DutyPassed: () => '到期事项已无须办理',
  SignalUnknown: ({ from, type }) => `收到 ${from} 的消息（${type}），与本事项无涉`,
  SignalMalformed: () => '收到无法识别的消息，已记录，未作处理',
  EffectRefused: ({ kind, result }) => refusedText(kind, result),
};

/** What became of something that was to follow. After a restore, a notice told before is rightly not mailed again. */
function refusedText(kind: string, result: Json): string {
  const { kind: how, person, letter } = (result ?? {}) as Readonly<Record<string, string>>;
  return how === 'told_before'
    ? `恢复之前已告知 ${person ?? ''}（信件 ${letter ?? ''}），按恢复时的决定不再重发`
    : `后续事项未能办成（${kind}）：${JSON.stringify(result)}`;
}

export function commonWords(record: EventRecord): string | undefined {
  if (record.type === 'DutyPassed' && record.dutyId?.includes('/light/')) return '核对亮灯，没有变化';
  return WORDS[record.type]?.(record.data as unknown as Data, actorText(record));
}
