import type { EventRecord } from '../../domain/record.ts';
import { isLetterNotice } from '../../domain/letter/known.ts';
import { effectId } from '../../domain/effects.ts';
import type { Difference } from '../../store/check/compare.ts';
import type { ReadLife } from './life.ts';

/** Gathers which notices were to go into letters, and which letters took them in. */
export class Notices {
  private readonly due: { readonly process: string; readonly seq: number; readonly key: string }[] = [];
  private readonly taken = new Set<string>();

  take({ runs, last, records }: ReadLife): void {
    if (last.kind === 'letter') {
      const person = (last.input as unknown as { readonly recipient: { readonly person: string } }).recipient
        .person;
      for (const notice of noticesOf(records)) this.taken.add(keyOf(notice, person));
      return;
    }
    for (const run of runs) {
      // What was not put into a letter came back as an outcome, and stands in the process's own history.
      const refused = new Set(
        run.outcomes.filter(({ kind }) => kind === 'letter').map((one) => one.effectId),
      );
      for (const effect of run.effects) {
        if (effect.kind !== 'letter' || effect.seq > run.answeredSeq || refused.has(effectId(effect)))
          continue;
        const key = keyOf(effect.notice.id, effect.recipient.person);
        this.due.push({ process: run.input.process, seq: effect.seq, key });
      }
    }
  }

  /** Whether a letter has taken it in; `key` as a difference names it. */
  has(key: string): boolean {
    return this.taken.has(key);
  }

  /** Notices that were carried out, and that no letter has. */
  lost(): readonly Difference[] {
    return this.due
      .filter(({ key }) => !this.taken.has(key))
      .map(({ process, seq, key }) => ({
        process,
        table: 'history',
        row: key,
        what: 'untold',
        seq,
      }));
  }
}

function noticesOf(records: readonly EventRecord[]): readonly string[] {
  return records.flatMap(({ type, data }) =>
    (type === 'NoticeGathered' || type === 'NoticeTurnedAway') && isLetterNotice(data)
      ? [data.notice.id]
      : [],
  );
}

function keyOf(notice: string, person: string): string {
  return `${notice} ${person}`;
}
