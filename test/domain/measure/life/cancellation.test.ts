import { at, dutiesOf, PEOPLE } from '../../support.ts';
import { measure, REPORT, submit } from '../measure.ts';

const { handler, supervising, office } = PEOPLE;
const CANCEL = {
  type: 'cancel',
  reason: '并入M07一并整改',
  number: '浙统党组纪要〔2022〕12号',
  date: '2022-08-08',
};

describe('a measure that is cancelled', () => {
  it('owes nothing any more, and everybody concerned is told by which minutes', () => {
    const life = measure().until(at('2022-08-09')).must(office, CANCEL);
    expect(life.told('cancelled')).toEqual([
      '2022-08-09 cancelled zhang.san li.si cc wang.wu zhao.liu sun.qi',
    ]);
    expect(life.notices.at(-1)?.facts).toMatchObject({
      minutes: { number: '浙统党组纪要〔2022〕12号', date: '2022-08-08' },
      reason: '并入M07一并整改',
    });
    expect(dutiesOf(life.last('Cancelled')).ended.length).toBeGreaterThan(5);
    expect(life.until(at('2022-12-30')).pending).toEqual([]);
    expect(life.told()).toHaveLength(1);
  });

  it('stays to be looked at and commented on, and its programme is told', () => {
    const life = measure().until(at('2022-08-09')).must(handler, REPORT).must(office, CANCEL);
    expect(life.row).toMatchObject({
      status: 'cancelled',
      light: 'cancelled',
      card: { standing: '已取消', lightText: '已取消', met: 1, holder: '' },
    });
    expect(life.effects.findLast((one) => one.kind === 'signal')).toMatchObject({
      to: 'zj',
      type: 'standing',
      data: { status: 'cancelled', light: 'cancelled', standing: '已取消' },
    });
    expect(life.act(handler, { type: 'comment', text: '材料已归档' })).toBeUndefined();
    for (const type of ['submit', 'urge', 'start', 'approve'])
      expect(life.act(type === 'urge' ? office : handler, { type })).toBe('wrong_status');
    expect(life.act(office, CANCEL)).toBe('wrong_status');
  });

  it('under review, those who were to decide hear of it', () => {
    const life = submit(measure(), at('2022-08-08')).must(office, CANCEL);
    expect(life.told('cancelled')).toEqual([
      '2022-08-08 cancelled zhang.san li.si cc wang.wu zhao.liu sun.qi',
    ]);
  });

  it('may have been suspended before', () => {
    const life = measure().until(at('2022-08-09'));
    life.must(supervising, { type: 'suspend', reason: '等待' }).must(office, CANCEL);
    expect(life.row.light).toBe('cancelled');
  });

  it('is the rectification office’s to enter, with minutes of a meeting that has been held', () => {
    const life = measure().until(at('2022-08-09'));
    expect(life.act(supervising, CANCEL)).toBe('not_permitted');
    expect(life.ask(office, { ...CANCEL, date: '2022-08-10' })).toEqual({
      code: 'date_ahead',
      params: { date: '2022-08-10' },
    });
    expect(() => life.act(office, { ...CANCEL, number: undefined })).toThrow('number');
  });
});
