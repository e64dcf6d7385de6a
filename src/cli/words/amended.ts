import { alteredText, type Altered } from '../../domain/amendment/summary.ts';
import type { AmendEvent } from '../../domain/measure/amend/events.ts';
import type { EventRecord } from '../../domain/record.ts';
import { refusalText } from '../../domain/refusals.ts';

type Of<T extends AmendEvent['type']> = Extract<AmendEvent, { type: T }> & EventRecord;

/** What each event of an amended plan or a new calendar is in words. */
export const AMEND_WORDS: { readonly [T in AmendEvent['type']]: (event: Of<T>) => string } = {
  Amended: ({ data }) => {
    const { document, reason, letter } = data;
    const because = reason === undefined ? '' : `，理由：${reason}`;
    const by = letter === undefined ? '' : `（上级来函 ${letter}）`;
    return `按调整后的方案办理（依据 ${document}${by}）：${listed(data)}${because}`;
  },
  Recalendared: ({ data }) => recalendaredText(data),
  AmendmentRefused: ({ data: { of, document, refusal } }) =>
    `未作${WHAT[of]}（依据 ${document}）：${refusalText(refusal)}`,
};

const WHAT = { amend: '方案调整', recalendar: '节假日安排调整', drop: '取消' } as const;

/** Another calendar, with the dates that it moves. */
export function recalendaredText(data: {
  readonly document: string;
  readonly altered: readonly Altered[];
}): string {
  return `改用节假日安排《${data.document}》：${listed(data)}`;
}

function listed({ altered }: { readonly altered: readonly Altered[] }): string {
  return altered.length === 0 ? '日期不变' : altered.map(alteredText).join('；');
}
