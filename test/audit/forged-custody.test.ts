import { fold } from '../../src/audit/fold.ts';
import { readHistory } from '../../src/audit/read-history.ts';
import type { History } from '../../src/client/histories.ts';
import { FORGERIES } from '../support/forgeries.ts';
import { forgedHistory } from '../support/forging.ts';
import { savedHistories } from '../support/saved-histories.ts';

/** Of a life saved long ago, with every hash made to fit again: what is left to find it by is that events follow from their causes. */
describe('a saved custody that is forged', () => {
  let saved: History;

  beforeAll(async () => {
    const found = (await savedHistories()).find((one) => one.name.endsWith('one-clue-clue'));
    if (found === undefined) throw new Error('no clue was saved');
    saved = found.history;
  });

  it('is sound as it was saved', () => {
    expect(fold([readHistory(saved)]).problems).toEqual([]);
  });

  it.each(Object.entries(FORGERIES))('%s: the fold does not come to the same', (_, [, forgery]) => {
    expect(fold([readHistory(forgedHistory(saved, forgery))]).problems).not.toEqual([]);
  });
});
