import fc from 'fast-check';
import { CLUES_LIMIT } from '../../../../src/domain/measure/clues/memory.ts';
import type { CaseAccount, ClueAccount } from '../../../../src/domain/clue/told.ts';
import type { Signal } from '../../../../src/domain/signal.ts';
import { account, asking, find, hear } from './clues.ts';

describe('a measure that hears its clues', () => {
  it('knows of each by its number how it stands', () => {
    const life = hear(hear(asking(), 17), 3, { holder: '工业处' });
    hear(life, 17, { status: 'verified', statusText: '已核查', holder: '执法监督局', substantiated: true });
    expect(
      life.state.clues?.heard.map(({ number, statusText, holder }) => [number, statusText, holder]),
    ).toEqual([
      [3, '已受理', '工业处'],
      [17, '已核查', '执法监督局'],
    ]);
  });

  it('keeps of a closed one what can still be asked, its cases above all', () => {
    const cases: readonly CaseAccount[] = [
      { id: 'c1', stage: 'closed', filedOn: '2022-07-01', closedOn: '2022-07-20', outcomes: [] },
    ];
    const life = hear(asking(), 1, { status: 'closed', statusText: '已办结', closedOn: '2022-07-21', cases });
    expect(life.state.clues?.heard).toEqual([
      {
        number: 1,
        code: '线索〔2022〕1号',
        status: 'closed',
        statusText: '已办结',
        handedOverOn: '2022-06-24',
        closedOn: '2022-07-21',
        cases,
      },
    ]);
  });

  it('records a telling that says nothing new in one word', () => {
    const life = hear(hear(asking(), 1), 1);
    expect(
      life.all('ClueHeard').map((one) => Object.keys(one.data).filter((key) => key !== 'duties')),
    ).toEqual([['number', 'account'], ['number']]);
  });

  it.each<readonly [string, Signal['data'], string]>([
    ['of another measure', account(1, { measure: 'M07' }), 'zj/clue/1'],
    ['of no measure', { ...account(1), measure: undefined }, 'zj/clue/1'],
    ['that another process sent', account(1), 'zj/clue/2'],
    ['of another programme', account(1), 'other/clue/1'],
    ['whose date is none', account(1, { handedOverOn: '2022-06-31' }), 'zj/clue/1'],
    ['without its cases', { ...account(1), cases: undefined }, 'zj/clue/1'],
    ['with an outcome that is none', withOutcome({ outcome: 'praised', on: '2022-07-01' }), 'zj/clue/1'],
    [
      'with an amount in words',
      withOutcome({ outcome: 'fined', on: '2022-07-01', amount: '三万' }),
      'zj/clue/1',
    ],
    [
      'with a warning that costs',
      withOutcome({ outcome: 'warned', on: '2022-07-01', amount: '1' }),
      'zj/clue/1',
    ],
  ])('takes nothing from an account %s, and has it on record', (_, data, from) => {
    const life = asking().hear('clue', data, { from });
    expect(life.state.clues).toBeUndefined();
    expect(life.drafts.at(-1)).toMatchObject({ type: 'SignalUnknown', data: { from, type: 'clue' } });
  });

  it('is ended by no account, whatever it says', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(account(1))), fc.jsonValue()), (odd) => {
        const life = asking().hear(
          'clue',
          { ...account(1), ...odd },
          {
            from: 'zj/clue/1',
          },
        );
        expect(['ClueHeard', 'SignalUnknown']).toContain(life.drafts.at(-1)?.type);
      }),
    );
  });

  it('lets a finding be settled by a clue for which there is no room, and counts that', () => {
    const life = find(asking(), '2022-06-20', '工业');
    const cases = Array.from({ length: 100 }, (_, index) => ({
      id: `c${index}`,
      stage: 'decision',
      filedOn: '2022-07-01',
      outcomes: [],
    }));
    let number = 0;
    while ((life.state.clues?.beyond.length ?? 0) === 0) hear(life, (number += 1), { cases });
    hear(life, number, { cases, found: 'f1' });
    const { clues } = life.state;
    expect(clues?.beyond).toEqual([number]);
    expect(clues?.found[0]?.handedOver?.clue).toBe(number);
    expect(clues?.bytes).toBeLessThanOrEqual(CLUES_LIMIT);
    expect(clues?.bytes).toBeGreaterThanOrEqual(Buffer.byteLength(JSON.stringify(clues?.heard)) * 0.95);
    // One that is known shrinks when it is closed: there is room again.
    hear(life, 1, { status: 'closed', closedOn: '2022-07-21' });
    hear(life, number, { cases });
    expect(life.state.clues?.beyond).toEqual([]);
  });
});

function withOutcome(outcome: object): Signal['data'] {
  const one = { id: 'c1', stage: 'decision', filedOn: '2022-07-01', outcomes: [outcome] };
  return account(1, { cases: [one] as unknown as ClueAccount['cases'] });
}
