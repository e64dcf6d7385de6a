import { measureCard } from '../../../../src/domain/measure/card.ts';
import { lateHandOvers } from '../../../../src/domain/measure/clues/findings.ts';
import { findingText } from '../../../../src/domain/measure/indicators/finding.ts';
import { at, PEOPLE } from '../../support.ts';
import { asking, find, hear, WITHIN } from './clues.ts';

const { handler, head, supportingHandler } = PEOPLE;

describe('a measure that asks for its clues to be handed over', () => {
  it('is submitted without any, where none was found', () => {
    expect(asking().act(handler, { type: 'submit' })).toBeUndefined();
  });

  it('is refused while one found is not handed over, naming each and until when', () => {
    const life = find(
      find(asking(), '2022-06-20', '工业2022-06-20'),
      '2022-06-17',
      '贸易',
      supportingHandler,
    );
    expect(life.ask(handler, { type: 'submit' })).toEqual({
      code: 'requirements_missing',
      params: {
        missing:
          '问题线索尚未移交：f1“工业2022-06-20”（应于2022-06-27前移交）、f2“贸易”（应于2022-06-24前移交）',
      },
    });
    hear(life, 1, { found: 'f1' });
    expect(life.ask(handler, { type: 'submit' })?.params['missing']).toBe(
      '问题线索尚未移交：f2“贸易”（应于2022-06-24前移交）',
    );
    life.must(head, { type: 'strike_found', found: 'f2', reason: '重复登记' });
    expect(life.act(handler, { type: 'submit' })).toBeUndefined();
    // Struck out is not deleted.
    expect(life.state.clues?.found[1]).toMatchObject({
      reference: '贸易',
      struck: { on: '2022-06-20', reason: '重复登记' },
    });
  });

  it('gives numbers that are never used again, and takes a label again once the first is struck out', () => {
    const life = find(asking(), '2022-06-20', '工业').must(handler, {
      type: 'strike_found',
      found: 'f1',
      reason: '日期有误',
    });
    find(life, '2022-06-17', '工业');
    expect(life.state.clues?.found.map(({ id, on }) => [id, on])).toEqual([
      ['f1', '2022-06-20'],
      ['f2', '2022-06-17'],
    ]);
  });

  it('keeps what was handed over late as such, tells the approver, and goes on', () => {
    const life = hear(find(asking(), '2022-06-13', '工业2022-06-13'), 7, {
      found: 'f1',
      handedOverOn: '2022-06-21',
    });
    expect(lateHandOvers(life.state).map(findingText)).toEqual([
      'r1 逾期移交：f1“工业2022-06-13”2022-06-13发现，应于2022-06-20前移交，2022-06-21移交（线索〔2022〕7号）',
    ]);
    expect(measureCard(life.state, life.now)).toMatchObject({
      clues: { open: 1, all: 1, unhanded: 0, late: 1 },
      met: 1,
    });
    expect(measureCard(life.state, life.now).contradictions).toBeUndefined();
    life.must(handler, { type: 'submit' });
    expect(life.notices.findLast((one) => one.kind === 'to_approve')?.facts.handedOverLate).toEqual(
      lateHandOvers(life.state).map(findingText),
    );
  });

  it('on the last day of the limit is in time', () => {
    const life = hear(find(asking(), '2022-06-13', '工业'), 1, { found: 'f1', handedOverOn: '2022-06-20' });
    expect(lateHandOvers(life.state)).toEqual([]);
  });

  it('wants a clue that was withdrawn handed over anew', () => {
    const life = hear(find(asking(), '2022-06-20', '工业'), 1, { found: 'f1' });
    hear(life, 1, { found: 'f1', status: 'withdrawn', closedOn: '2022-06-21' });
    expect(life.act(handler, { type: 'submit' })).toBe('requirements_missing');
    hear(life, 2, { found: 'f1' });
    expect(life.act(handler, { type: 'submit' })).toBeUndefined();
  });

  it('is not shown by a report', () => {
    expect(
      asking().ask(handler, { type: 'report', text: '已移交', requirement: 'r1', figures: [] }),
    ).toMatchObject({ code: 'requirement_type' });
  });

  it('counts by an amended plan from its amendment on', () => {
    const requirements = [{ ...WITHIN, within: { amount: 2, unit: 'calendar_days' } }];
    const amended = {
      change: 7,
      document: '浙统整改〔2022〕3号',
      reason: '督察组来函',
      set: { requirements },
    } as never;
    const life = find(asking(), '2022-06-20', '工业').hear('amend', amended, { from: 'zj' });
    expect(life.ask(handler, { type: 'submit' })?.params['missing']).toContain('应于2022-06-22前移交');
  });
});

describe('reminders of clues to be handed over', () => {
  it('go to handler and head before and on the date, and to the head when it has passed', () => {
    const life = find(asking({ due: '2022-10-31' }), '2022-06-20', '工业').until(at('2022-07-08'));
    expect([...life.told('clue_unhanded'), ...life.told('clue_unhanded_missed')]).toEqual([
      `2022-06-22 clue_unhanded ${handler} ${head}`,
      `2022-06-24 clue_unhanded ${handler} ${head}`,
      `2022-06-27 clue_unhanded ${handler} ${head}`,
      `2022-06-28 clue_unhanded_missed ${head} cc ${handler}`,
    ]);
  });

  it('speak of all that were found and noted on one day together, and of none that is handed over or struck out', () => {
    const life = asking();
    for (const one of ['工业', '投资', '贸易', '服务业']) find(life, '2022-06-20', one);
    hear(life, 1, { found: 'f2' }).must(handler, { type: 'strike_found', found: 'f4', reason: '有误' });
    life.until(at('2022-06-24'));
    expect(life.notices.findLast((one) => one.kind === 'clue_unhanded')?.facts.unhanded).toEqual({
      due: '2022-06-27',
      count: 2,
      found: [
        { id: 'f1', reference: '工业', on: '2022-06-20' },
        { id: 'f3', reference: '贸易', on: '2022-06-20' },
      ],
    });
    hear(hear(life, 2, { found: 'f1' }), 3, { found: 'f3' });
    expect(life.pending.filter((one) => one.kind === 'clue')).toEqual([]);
    life.until(at('2022-07-08'));
    expect(life.told('clue_unhanded_missed')).toEqual([]);
  });

  it('of one noted only after its day: the head is told on the next working day', () => {
    const life = find(find(asking(), '2022-06-10', '工业'), '2022-06-10', '投资').until(at('2022-06-24'));
    expect([...life.told('clue_unhanded'), ...life.told('clue_unhanded_missed')]).toEqual([
      `2022-06-21 clue_unhanded_missed ${head} cc ${handler}`,
    ]);
    find(life, '2022-06-10', '贸易').until(at('2022-06-28'));
    expect(life.told('clue_unhanded_missed')).toHaveLength(2);
  });

  it('stand still while the measure is suspended, and come back when it is resumed', () => {
    const life = find(asking(), '2022-06-20', '工业').must(PEOPLE.supervising, {
      type: 'suspend',
      reason: '等待上级文件',
    });
    life.until(at('2022-07-04'));
    expect(life.told('clue_unhanded')).toEqual([]);
    life.must(PEOPLE.supervising, { type: 'resume' }).until(at('2022-07-15'));
    // Five working days of the suspension lay after the date: the day after counts from its end.
    expect(life.told('clue_unhanded_missed')).toEqual([
      `2022-07-05 clue_unhanded_missed ${head} cc ${handler}`,
    ]);
  });

  it('are not given where the plan asks for no clues', () => {
    const life = find(asking({ requirements: [] }), '2022-06-20', '工业');
    expect(life.pending.filter((one) => one.kind === 'clue')).toEqual([]);
  });
});
