import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { clueDesk, type ClueDesk } from '../support/clues.ts';
import { CRIME, IGNORED } from './clue-ignored.letters.ts';

const SECRET = '某企业少报营业收入';

/** Nobody acts until the principal leader has been told; then the step is done, and the next one is left alone as well. */
describe('a clue that nobody touches', () => {
  let desk: ClueDesk;
  let letters: readonly CaughtLetter[];
  const said: string[] = [];

  beforeAll(async () => {
    desk = await clueDesk({ measures: [] });
    const { act, to, z, file } = desk;
    const list = async (): Promise<void> => void said.push((await z('clue', 'list')).out);
    await to('2022-06-13T10:00');
    await desk.handOver('tzc-chengban', SECRET, '--to', 'zfj');
    await list();
    await to('2022-06-21T10:00');
    await list();
    await act(1, 'zfj-chengban', '签收');
    await to('2022-06-29T10:00');
    await act(1, 'zfj-chengban', '受理');
    await to('2022-07-13T10:00');
    await act(1, 'zfj-chengban', '制定核查方案', '--team', '专班');
    await to('2022-07-27T10:00');
    await act(1, 'zfj-chengban', '核查', '--result', '属实');
    await to('2022-08-10T10:00');
    await act(1, 'zfj-chengban', '立案');
    await to('2022-08-31T10:00');
    const stage = (on: string, name: string) =>
      act(1, 'zfj-chengban', '办案', '--case', 'c1', '--stage', name, '--date', on);
    await stage('2022-08-31', '案件审核');
    await to('2022-09-22T10:00');
    await stage('2022-09-22', '行政处罚告知');
    await to('2022-09-23T10:00');
    await desk.handOver('gyc-chengban', SECRET, '--to', 'zfj');
    await act(2, 'zfj-chengban', '签收');
    await act(2, 'zfj-chengban', '受理');
    await act(2, 'zfj-chengban', '制定核查方案', '--team', '专班');
    await to('2022-09-26T10:00');
    await act(2, 'zfj-chengban', '涉嫌犯罪', '--content', file('x.txt', 'x'));
    await to('2022-10-11T10:00');
    await act(2, 'juzhang', '决定移送', '--result', '移送', '--reason', '达到标准');
    await to('2022-10-13T11:00');
    await act(2, 'zfj-chengban', '核查', '--result', '属实');
    await act(2, 'zfj-chengban', '立案');
    await to('2022-10-19T10:00');
    await act(2, 'zfj-chengban', '移送公安', '--body', '省公安厅', '--number', '浙统移〔2022〕1号');
    await to('2022-10-21T10:00');
    await act(
      2,
      'zfj-chengban',
      '公安答复',
      '--result',
      '立案',
      '--number',
      '浙公立〔2022〕1号',
      '--date',
      '2022-10-21',
    );
    await act(2, 'zfj-chengban', '撤案', '--case', 'c1', '--reason', '已移送');
    await act(2, 'zfj-chengban', '报告');
    await act(2, 'gyc-chengban', '反馈');
    await act(2, 'gyc-chengban', '办结');
    await to('2022-11-15T10:00');
    await stage('2022-11-15', '作出决定');
    await stage('2022-11-15', '送达决定');
    await stage('2022-11-15', '执行');
    await stage('2022-11-15', '结案');
    await to('2022-12-02T10:00');
    await act(1, 'zfj-chengban', '报告');
    await to('2022-12-16T10:00');
    await act(1, 'tzc-chengban', '反馈');
    await to('2022-12-27T10:00');
    await act(1, 'tzc-chengban', '办结');
    await list();
    said.push((await z('clue', 'custody', '1')).out);
    said.push((await z('clue', 'custody', '2')).out);
    await to('2023-01-06T10:00');
    letters = await desk.letters();
  }, 600_000);
  afterAll(() => desk.close(), 120_000);

  /** Each letter with all to whom it went, in order: `06-15 08:30 【线索催办】签收已逾期1个工作日 → zfj-fuze；抄 …`. */
  function table(clue: number): readonly string[] {
    const about = letters.filter((one) => one.subject.includes(`线索〔2022〕${clue}号`));
    const rows = new Map<string, { readonly to: string[]; readonly cc: string[] }>();
    for (const { subject, date, to } of about) {
      const text = subject.replace('·抄送', '').replace(/线索〔2022〕\d+号，?/, '');
      const key = `${date.slice(5, 16).replace('T', ' ')} ${text}`;
      const row = rows.get(key) ?? { to: [], cc: [] };
      rows.set(key, row);
      row[subject.includes('·抄送') ? 'cc' : 'to'].push(to.address.split('@')[0] ?? '');
    }
    const names = (list: readonly string[]): string => list.toSorted().join('、');
    return [...rows]
      .map(([key, { to, cc }]) => `${key} → ${names(to)}${cc.length === 0 ? '' : `；抄 ${names(cc)}`}`)
      .toSorted();
  }

  it('is reminded of, urged, put to the supervising and to the principal leader, at every step and on its day', () => {
    expect(table(1)).toEqual(IGNORED.toSorted());
  });

  it('is pursued by the hour where it is a crime that has to be transferred', () => {
    expect(table(2)).toEqual(CRIME.toSorted());
  });

  it('says nothing after it was closed, and nothing in any letter of what it is about', () => {
    expect(letters.filter((one) => one.date > '2022-12-27T10:30')).toEqual([]);
    expect(letters.map((one) => one.text).join('')).not.toContain(SECRET);
  });

  it('is shown late while it is late, and has been late for ever', () => {
    const [handed = '', late = '', closed = '', custody = ''] = said.map((one) =>
      one.replaceAll(/\s+/g, ' '),
    );
    expect(handed).toContain('线索〔2022〕1号 待签收 ● 黄灯 执法监督局 06-14 余1日 签收');
    expect(late).toContain('线索〔2022〕1号 待签收 ● 红灯 执法监督局 06-14 逾期5日 签收');
    expect(closed).toContain('线索〔2022〕1号 已办结 ✓ 已办结（曾逾期） 投资统计处');
    expect(custody).toContain('签收：时限 06-14，用时 6/1 个工作日，逾期');
    expect(custody).toContain('作出决定（案件c1）：时限 11-08，用时 97/90 天，逾期');
    expect(custody).toContain('反馈意见：时限 12-09，用时 10/5 个工作日，逾期');
  });
});
