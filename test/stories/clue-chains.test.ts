import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import { clueDesk, threeLevels, type ClueDesk } from '../support/clues.ts';
import type { Said } from '../cli/support.ts';

/** Seven clues at once: down three levels, by letter, outside, sent about, taken back, of one subject, with a handler who goes. */
describe('a clue on its way', () => {
  let desk: ClueDesk;
  let letters: readonly CaughtLetter[];
  const said = new Map<string, Said>();

  beforeAll(async () => {
    desk = await clueDesk({ measures: [], plans: threeLevels() });
    const { act, to, z } = desk;
    const done = async (clue: number, by: string, ...steps: readonly string[]): Promise<void> => {
      for (const step of steps) await act(clue, by, step);
    };
    const note = async (name: string, ...argv: readonly string[]): Promise<void> =>
      void said.set(name, await z('clue', ...argv));
    const tried = (name: string, clue: number, by: string, ...more: readonly string[]): Promise<void> =>
      note(name, 'act', String(clue), ...more, '--as', by);

    await to('2022-06-13T10:00');
    // 1: province, city, county.
    await desk.handOver('tzc-chengban', '一', '--to', 'zfj');
    await tried('early', 1, 'zfj-chengban', '撤回');
    await done(1, 'zfj-chengban', '签收', '受理');
    await tried('late-withdrawal', 1, 'tzc-chengban', '撤回');
    await tried('sideways', 1, 'zfj-chengban', '转办', '--unit', 'fgc', '--to', '2022-06-24');
    await tried('not-shorter', 1, 'zfj-chengban', '转办', '--unit', 'hz-zf', '--to', '2022-07-04');
    said.set('pass', await act(1, 'zfj-chengban', '转办', '--unit', 'hz-zf', '--to', '2022-06-27'));
    // 2: by letter.
    const letter = ['--letter', '国统转〔2022〕8号', '--letter-from', '国家统计局'];
    const dates = (due: string) => ['--letter-received', '2022-06-13', '--letter-due', due];
    await note(
      'letter-too-long',
      'hand-over',
      '--as',
      'zfj-chengban',
      '--category',
      '转办线索',
      '--content',
      desk.file('x.txt', '二'),
      ...letter,
      ...dates('2022-08-31'),
    );
    await desk.handOver('zfj-chengban', '二', ...letter, ...dates('2022-07-08'));
    await done(2, 'zfj-chengban', '签收', '受理');
    // 3: outside.
    said.set(
      'outside',
      await desk.handOver(
        'myc-chengban',
        '三',
        '--outside',
        '市监委',
        '--number',
        '浙统移〔2022〕3号',
        '--follow-up',
        '2022-06-20',
      ),
    );
    // 4: returned again and again.
    await desk.handOver('gyc-chengban', '四', '--to', 'fgc');
    const back = (by: string) => act(4, by, '退回', '--reason', '不属本处职责');
    await back('fgc-fuze');
    await act(4, 'gyc-chengban', '重新移交', '--unit', 'jcc');
    await back('jcc-fuze');
    await act(4, 'gyc-chengban', '重新移交', '--unit', '统计设计管理处');
    said.set('returned', await back('sjc-fuze'));
    await tried('reroute-again', 4, 'gyc-chengban', '重新移交', '--unit', 'bgs');
    // 5: taken back.
    await desk.handOver('tzc-chengban', '五', '--to', 'gyc');
    said.set('withdrawn', await act(5, 'tzc-chengban', '撤回'));
    await tried('after-withdrawal', 5, 'gyc-chengban', '签收');
    // 6 and 7: of one subject.
    await desk.handOver('fwc-chengban', '六', '--to', 'zfj', '--subject', '甲企业');
    said.set('joined', await desk.handOver('bgs-chengban', '七', '--to', 'zfj', '--subject', '甲企业'));
    await note('show7', 'show', '7');
    await note('show6', 'show', '6');
    await done(6, 'zfj-chengban', '签收', '受理');
    await act(6, 'zfj-chengban', '制定核查方案', '--team', '专班');
    await act(6, 'zfj-chengban', '核查', '--result', '不属实');
    await act(6, 'zfj-chengban', '不予立案', '--reason', '查无实据');
    await done(6, 'zfj-chengban', '报告');
    await done(6, 'fwc-chengban', '反馈', '办结');

    await to('2022-06-14T10:00');
    await done(1, 'hz-zf-case_handler', '签收', '受理');
    await tried(
      'city-not-shorter',
      1,
      'hz-zf-case_handler',
      '转办',
      '--unit',
      '西湖区统计局',
      '--to',
      '2022-06-27',
    );
    await act(1, 'hz-zf-case_handler', '转办', '--unit', '西湖区统计局', '--to', '2022-06-21');
    await note('passed', 'show', '1');
    await act(3, 'myc-chengban', '登记回执', '--number', '监收〔2022〕9号', '--date', '2022-06-14');
    await act(4, 'juzhang', '指定', '--unit', 'sjc');
    await done(4, 'sjc-chengban', '签收');
    await tried('designated', 4, 'sjc-fuze', '退回', '--reason', '不属本处职责');
    await done(4, 'sjc-chengban', '受理');

    await to('2022-06-15T10:00');
    await done(1, 'xh-tjj-case_handler', '签收', '受理');
    await act(1, 'xh-tjj-case_handler', '制定核查方案', '--team', '区专班');
    said.set(
      'relieve',
      await z('people', 'relieve', 'sjc-chengban', '330000/sjc/case_handler', '--as', 'xitong'),
    );
    await note('vacant', 'show', '4');
    await tried('relieved-acts', 4, 'sjc-chengban', '制定核查方案', '--team', '专班');

    await to('2022-06-16T10:00');
    await tried(
      'beyond-letter',
      2,
      'zfj-chengban',
      '延期',
      '--step',
      '核查',
      '--to',
      '2022-07-11',
      '--reason',
      '材料未到',
    );
    said.set(
      'asked',
      await act(2, 'zfj-chengban', '延期', '--step', '核查', '--to', '2022-07-08', '--reason', '材料未到'),
    );
    await tried('own-head', 2, 'zfj-fuze', '同意延期');
    said.set(
      'appoint',
      await z(
        'people',
        'appoint',
        'sjc-xin',
        '330000/sjc/case_handler',
        '--name',
        '新承办人（示例）',
        '--address',
        'sjc-xin@zjtj.example',
        '--as',
        'xitong',
      ),
    );
    said.set('assigned', await act(4, 'sjc-fuze', '明确承办人', '--person', 'sjc-xin'));

    await to('2022-06-17T10:00');
    said.set('granted', await act(2, 'fenguan2', '同意延期'));
    await note('read', 'show', '4', '--read', '1', '--as', 'sjc-xin', '-o', `${desk.data}/read`);
    said.set('destroyed', await act(4, 'gyc-fuze', '销毁', '--item', '1', '--reason', '误传'));
    await note('unreadable', 'show', '4', '--read', '1', '--as', 'sjc-xin', '-o', `${desk.data}/again`);
    await note('gone', 'show', '4');

    await to('2022-06-20T10:00');
    await act(4, 'sjc-xin', '制定核查方案', '--team', '专班');
    await act(4, 'sjc-xin', '核查', '--result', '不属实');
    await act(4, 'sjc-xin', '不予立案', '--reason', '查无实据');
    await done(4, 'sjc-xin', '报告');
    await done(4, 'gyc-chengban', '反馈', '办结');
    await note('custody4', 'custody', '4');

    await to('2022-06-21T10:00');
    await tried(
      'too-late',
      2,
      'zfj-chengban',
      '延期',
      '--step',
      '制定核查方案',
      '--to',
      '2022-06-28',
      '--reason',
      '材料未到',
    );
    await act(2, 'zfj-chengban', '制定核查方案', '--team', '专班');
    await note('show2', 'show', '2');
    await act(2, 'zfj-chengban', '核查', '--result', '不属实');
    await act(2, 'zfj-chengban', '不予立案', '--reason', '查无实据');
    await done(2, 'zfj-chengban', '报告', '办结');

    await to('2022-06-27T10:00');
    await act(3, 'myc-chengban', '另定跟进日期', '--to', '2022-06-30');
    await note('show3', 'show', '3');
    await to('2022-06-30T10:00');
    await act(
      3,
      'myc-chengban',
      '登记移送结果',
      '--date',
      '2022-06-30',
      '--content',
      desk.file('结果.txt', '三'),
    );
    await done(3, 'myc-fuze', '办结');
    await note('custody3', 'custody', '3');

    await to('2022-07-05T10:00');
    await act(1, 'xh-tjj-case_handler', '核查', '--result', '不属实');
    await act(1, 'xh-tjj-case_handler', '不予立案', '--reason', '查无实据');
    await done(1, 'xh-tjj-case_handler', '报告');
    await done(1, 'hz-zf-case_handler', '反馈', '办结', '报告');
    await done(1, 'zfj-chengban', '反馈', '办结', '报告');
    await done(1, 'tzc-chengban', '反馈', '办结');
    await note('custody1', 'custody', '1');
    await note('list', 'list');
    await to('2022-07-08T10:00');
    letters = await desk.letters();
  }, 600_000);
  afterAll(() => desk.close(), 120_000);

  const out = (name: string): string => (said.get(name)?.out ?? '').replaceAll(/\s+/g, '');
  const refused = (name: string, text: string): void => {
    expect(said.get(name)).toMatchObject({ code: 4 });
    expect(said.get(name)?.err.replaceAll(/\s+/g, '')).toContain(text.replaceAll(/\s+/g, ''));
  };
  /** `06-14 08:30 xh-tjj-office_head` of every letter with such a beginning about a clue. */
  const mailed = (clue: number, tag: string, text = ''): readonly string[] =>
    letters
      .filter(({ subject }) => subject.startsWith(`【${tag}`) && subject.includes(`线索〔2022〕${clue}号`))
      .filter(({ subject }) => subject.includes(text))
      .map(({ date, to }) => `${date.slice(5, 16).replace('T', ' ')} ${to.address.split('@')[0] ?? ''}`)
      .toSorted();

  it('goes down to the city and from there to the county, each time with a shorter limit, and never sideways', () => {
    refused('sideways', '政策法规处不是执法监督局的下级单位，不能转办');
    refused('not-shorter', '转办时限2022-07-04应早于本单位的时限2022-07-04');
    refused('city-not-shorter', '转办时限2022-06-27应早于本单位的时限2022-06-27');
    expect(out('passed')).toContain(
      '【转办】投资统计处→执法监督局执法监督局→杭州市统计执法监督处，时限2022-06-27（周一）杭州市统计执法监督处→西湖区统计局，时限2022-06-21（周二）',
    );
    expect(mailed(1, '待签收').slice(-2)).toEqual([
      '06-14 10:00 xh-tjj-case_handler',
      '06-14 10:00 xh-tjj-office_head',
    ]);
  });

  it('climbs within the body that has it, while those who passed it down go on answering for their own dates', () => {
    expect(mailed(1, '呈阅·线索督办】', '核查已逾期3')).toEqual(['06-24 08:30 xh-tjj-supervising_leader']);
    expect(mailed(1, '呈阅·线索专报】', '核查已逾期5')).toEqual(['06-28 08:30 xh-tjj-principal_leader']);
    expect(mailed(1, '呈阅·线索督办】', '督促下级')).toEqual(['06-30 08:30 hz-zf-supervising_leader']);
    expect(mailed(1, '呈阅·线索专报】', '督促下级')).toEqual(['07-04 08:30 hz-juzhang']);
    expect(mailed(1, '线索催办】', '督促下级')).toEqual(['07-05 08:30 zfj-fuze']);
  });

  it('comes back the way it went, each unit answering the one below it', () => {
    const custody = out('custody1');
    const places = [
      '1.执法监督局',
      '2.杭州市统计执法监督处',
      '3.西湖区统计局',
      '4.杭州市统计执法监督处',
      '6.执法监督局',
      '8.投资统计处',
    ].map((text) => custody.indexOf(text));
    expect(places.every((at) => at >= 0)).toBe(true);
    expect(places.toSorted((a, b) => a - b)).toEqual(places);
    expect(custody).toContain(
      '督促下级报告办理情况（由杭州市统计执法监督处负责）：时限06-27，用时15/9个工作日，逾期',
    );
    expect(custody).toContain('逐条重算，与引擎历史一致');
    expect(out('list')).toContain('1线索〔2022〕1号已办结');
    // The office hears once that it is over, not of every level.
    expect(mailed(1, '线索办结·抄送')).toEqual(['07-05 10:00 zgb-lianluo', '07-05 10:00 zgb-zhuren']);
  });

  it('that came by letter keeps the date of the letter, whatever is asked inside', () => {
    refused('letter-too-long', '来函时限2022-08-31应在收函之日2022-06-13之后、2022-07-13之前（含当日）');
    refused('beyond-letter', '申请的日期2022-07-11超过来函或上级要求的时限2022-07-08，不能延期');
    refused('own-head', '“同意延期”须由移交单位处室负责人办理');
    refused('too-late', '时限2022-06-20已过，延期须在到期前申请');
    expect(mailed(2, '线索延期待审')).toEqual(['06-16 10:00 fenguan2']);
    expect(mailed(2, '同意线索延期', '核查时限调整为7月8日(原7月4日)')).toEqual([
      '06-17 10:00 zfj-chengban',
      '06-17 10:00 zfj-fuze',
    ]);
    expect(out('show2')).toContain('转交函：国家统计局国统转〔2022〕8号，函定时限2022-07-08（周五）');
    expect(out('show2')).toContain('核查：2022-07-08（周五），余13日（原时限2022-07-04）');
  });

  it('that went to a body outside is followed up by its sender, and the body never written to', () => {
    expect(out('show3')).toContain('现由：市监委（贸易统计处负责跟进）');
    expect(out('show3')).toContain('跟进移送情况：2022-06-30（周四），余3日');
    expect(out('show3')).toContain('【移送回执】监收〔2022〕9号（2022-06-14）');
    expect(mailed(3, '移送跟进').filter((one) => one.endsWith('chengban'))).toEqual([
      '06-15 08:30 myc-chengban',
      '06-17 08:30 myc-chengban',
      '06-20 08:30 myc-chengban',
      '06-29 08:30 myc-chengban',
      '06-30 08:30 myc-chengban',
    ]);
    expect(mailed(3, '呈阅·线索专报】')).toEqual(['06-27 08:30 juzhang']);
    expect(letters.filter((one) => !/@(?:zjtj|hztj)\.example$/.test(one.to.address))).toEqual([]);
    expect(out('custody3')).toContain(
      '市监委（贸易统计处负责跟进）2022-06-13（周一）10:00至2022-06-30（周四）10:00',
    );
  });

  it('that was returned too often is given to one by the common superior, who cannot return it', () => {
    expect(out('returned')).toContain('线索〔2022〕4号待指定●绿灯现由局长时限2022-06-15');
    expect(said.get('reroute-again')).toMatchObject({ code: 4 });
    expect(mailed(4, '线索待指定】')).toEqual(['06-13 10:00 juzhang']);
    refused('designated', '统计设计管理处由共同上级指定承办，不能退回');
  });

  it('can be taken back until it is acknowledged, by its sender alone', () => {
    refused('early', '“撤回”须由移交单位承办人、处室负责人办理');
    refused('late-withdrawal', '当前状态为“核查中”，不能办理“撤回”');
    expect(out('withdrawn')).toContain('线索〔2022〕5号已撤回');
    expect(mailed(5, '线索撤回')).toEqual(['06-13 10:00 gyc-chengban', '06-13 10:00 gyc-fuze']);
    expect(said.get('after-withdrawal')).toMatchObject({ code: 4 });
  });

  it('of the same subject as another one is joined to it, and both senders are told', () => {
    expect(said.get('joined')?.out).toContain('已移交：线索〔2022〕7号；与第 6 号线索为同一对象，并案办理');
    expect(said.get('show7')?.err).toContain('线索〔2022〕7号与第 6 号线索为同一对象，已并案，请办理第 6 号');
    expect(out('show6')).toContain('【并案】线索〔2022〕7号（办公室）');
    expect(mailed(6, '线索并案】')).toEqual([
      '06-13 10:00 bgs-chengban',
      '06-13 10:00 bgs-fuze',
      '06-13 10:00 fwc-chengban',
      '06-13 10:00 fwc-fuze',
    ]);
  });

  it('whose handler is relieved waits for another one, whom the head names; the old one hears no more of it', () => {
    expect(mailed(4, '线索承办人变动')).toEqual(['06-15 10:00 sjc-fuze']);
    expect(out('vacant')).toContain('明确承办人：2022-06-16（周四），余1日');
    expect(said.get('relieved-acts')).toMatchObject({ code: 4 });
    expect(out('gone')).toContain('承办人新承办人（示例）');
    const after = letters.filter((one) => one.date > '2022-06-15T10:01' && one.subject.includes('4号'));
    expect(after.filter((one) => one.to.address.startsWith('sjc-chengban'))).toEqual([]);
    expect(mailed(4, '反馈意见').map((one) => one.split(' ')[2])).toContain('sjc-xin');
  });

  it('with an item whose key was destroyed cannot be read any more; hash, record and reading of before remain', () => {
    expect(said.get('read')).toMatchObject({ code: 0 });
    expect(said.get('destroyed')).toMatchObject({ code: 0 });
    refused('unreadable', '的密钥已于2022-06-17销毁，不能再读取');
    expect(out('gone')).toContain('2022-06-17已销毁密钥，不能再查阅');
    expect(out('custody4')).toContain('销毁材料');
    expect(out('custody4')).toContain('逐条重算，与引擎历史一致');
  });
});
