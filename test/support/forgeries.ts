import type { EventRecord } from '../../src/domain/record.ts';
import { forged, takenOut, type Forgery } from './forging.ts';

/** What somebody might like to have happened otherwise to the clue of `clue-life.ts`. */

const of =
  (type: string, person?: string) =>
  (record: EventRecord): boolean =>
    record.type === type && (person === undefined || record.actor?.person === person);

const withData = (record: EventRecord, more: object): EventRecord => ({
  ...record,
  data: { ...record.data, ...more },
});

const at =
  (moment: string) =>
  (record: EventRecord): EventRecord => ({
    ...record,
    occurredAt: moment,
    recordedAt: moment,
  });

const acknowledged = of('Acknowledged', 'zfj-chengban');

/** Each with the event at which recomputing has to stop. */
export const FORGERIES: Readonly<Record<string, readonly [event: string, Forgery]>> = {
  'the name of a holder': [
    'Rerouted',
    forged(of('Rerouted'), (record) =>
      withData(record, { unit: { ...(record.data['unit'] as object), name: '贸易外经统计处' } }),
    ),
  ],
  'the time of an acknowledgement, to one at which nothing happened': [
    'Acknowledged',
    forged(acknowledged, at('2022-06-09T16:30:00.000+08:00')),
  ],
  'the time of an acknowledgement, to when it was sent': [
    'Acknowledged',
    forged(acknowledged, at('2022-06-09T10:00:00.000+08:00')),
  ],
  'the time of an acknowledgement, to a later day': [
    'Acknowledged',
    forged(acknowledged, at('2022-06-13T12:00:00.000+08:00')),
  ],
  'who acknowledged': [
    'Acknowledged',
    forged(acknowledged, (record) => ({
      ...record,
      actor: record.actor === null ? null : { ...record.actor, person: 'zfj-fuze' },
    })),
  ],
  'a return, which is taken out': ['ClueReturned', takenOut(of('ClueReturned'))],
  'the reason of a return': [
    'ClueReturned',
    forged(of('ClueReturned'), (record) => withData(record, { reason: '已办结' })),
  ],
  'the fine of a case': [
    'CaseAdvanced',
    forged(
      (record) => record.data['fine'] !== undefined,
      (record) => withData(record, { fine: '200.50' }),
    ),
  ],
  'a reading, which is taken out': ['ContentRead', takenOut(of('ContentRead'))],
  'who read it': [
    'ContentRead',
    forged(of('ContentRead'), (record) => ({
      ...record,
      actor: record.actor === null ? null : { ...record.actor, person: 'zfj-fuze', name: '他人' },
    })),
  ],
  'the closing, which is taken out': ['ClueClosed', takenOut(of('ClueClosed'))],
};
