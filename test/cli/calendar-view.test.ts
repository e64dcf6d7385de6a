import { effectJson, effectLines } from '../../src/cli/views/calendar.ts';

const EFFECTS = {
  programme: 'zhejiang-2022',
  document: '国办发明电〔2022〕99号',
  same: false,
  measures: [{ measure: 'M06', altered: [], duties: [], firm: [] }],
  clues: [
    { clue: '线索〔2022〕1号', altered: [{ what: '“核查”时限', from: '2022-10-24', to: '2022-10-25' }] },
    { clue: '线索〔2022〕2号', altered: [] },
  ],
};

describe('what a calendar would do', () => {
  it('lists each clue whose steps move, and counts the others', () => {
    expect(effectLines(EFFECTS)).toEqual([
      '《国办发明电〔2022〕99号》对整改专项 zhejiang-2022 的影响：',
      '线索〔2022〕1号',
      '    “核查”时限 2022-10-24 → 2022-10-25',
      '其余 1 项措施的日期不变。',
      '其余 1 条在办线索的时限不变。',
    ]);
    expect(effectJson(EFFECTS)).toMatchObject({ clues: EFFECTS.clues });
  });
});
