import { writeFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { flaws } from '../support/flaws.ts';
import { createWorld, type World } from '../support/world.ts';
import { pointAt } from './instance-of.ts';
import { cli, folder, removeFolders, smallPlan, type Said } from './support.ts';

/** An office's day at the command line, on the driven clock. Each test goes on where the one before it ended. */
describe('the command line on a driven programme', () => {
  let world: World;
  let data: string;
  let plan: string;

  const z = (...argv: readonly string[]): Promise<Said> => cli(argv, { data });

  beforeAll(async () => {
    world = await createWorld();
    await world.note('zhejiang-2022');
    data = folder();
    plan = smallPlan(['M06', 'M12', 'M18']);
    await pointAt(world, data);
  }, 120_000);

  afterAll(async () => {
    await world.quiet();
    expect(await flaws(world)).toEqual([]);
    await world.close();
    removeFolders();
  }, 120_000);

  it('has nothing to show before anything is launched', async () => {
    const said = await z('status');
    expect([said.code, said.err]).toEqual([
      1,
      '尚未启动任何整改专项。请用 zhenggai launch <方案文件夹> 启动。',
    ]);
  });

  it('launches once; twice changes nothing and says so; another start is refused', async () => {
    const first = await z('launch', plan, '--progress');
    expect(first.code).toBe(0);
    expect(first.out.split('\n')[0]).toBe('已启动：3 项措施全部立项，启动日 2022-06-06。');
    expect(first.err).toContain('已登记 3/3 项措施');
    const again = await z('launch', plan);
    expect([again.code, again.out]).toEqual([
      0,
      '整改专项 zhejiang-2022 已按同一方案启动（启动日 2022-06-06），未作任何改动。',
    ]);
    const later = await z('launch', plan, '--start', '2022-06-07', '--json');
    expect(later.code).toBe(4);
    expect(later.json().error).toMatchObject({ code: 'launch-other-plan', launch: '2022-06-06' });
    const other = await z('launch', smallPlan(['M06', 'M12']));
    expect(other.out).toContain('M18　加强宣传：“关键少数”普法：不再列入，予以取消');
    expect([other.code, other.err]).toEqual([
      2,
      '未作任何改动。要按所列差异调整，请用 --as 写明整改办人员，用 --document 写明依据的文号。',
    ]);
  });

  it('shows every measure at a glance, for people and for programs', async () => {
    const said = await z('status', '--unit', '基层');
    expect(said.code).toBe(0);
    expect(said.out).toContain('推演时间 2022-06-06（周一）07:00');
    expect(said.out).toMatch(/^M06 {3}夯实基层基础：完/m);
    expect(said.out).toContain('共 3 项：绿灯 3，本表列出 1 项。');
    const { programmes } = (await z('status', '--json')).json();
    expect(programmes).toHaveLength(1);
    expect(programmes[0]).toMatchObject({ programme: 'zhejiang-2022', clock: 'driven', of: 3, lag: 0 });
    expect(programmes[0].measures[0]).toEqual({
      process: 'zhejiang-2022/measure/M06',
      seq: expect.any(Number),
      measure: 'M06',
      number: 1,
      title: '夯实基层基础：完善制度',
      category: '限期整改',
      light: 'green',
      lightText: '正常',
      status: 'not_started',
      standing: '推进中',
      leadUnit: '基层基础处',
      holder: '基层基础处承办人（示例）',
      due: '2022-08-31',
      originalDue: '2022-08-31',
      provisional: false,
      remaining: '余62日',
      requirementsMet: 0,
      requirements: 1,
      next: { dueAt: expect.stringContaining('2022-07-11'), label: '按计划启动' },
    });
  });

  it('prints the weekly brief as it would be now, and when the next one is written', async () => {
    const said = await z('brief');
    expect(said.code).toBe(0);
    expect(said.out).toContain('截至6月6日（周一），共3项措施：绿灯3项。');
    expect(said.out).toContain('本期没有提级事项。');
    const json = (await z('brief', '--json')).json();
    expect(json.brief).toMatchObject({ number: 1, of: 3, lights: { green: 3 }, ahead: '2022-06-12' });
    expect(json.next).toBe('2022-06-13T08:25:00.000+08:00');
  });

  it('saves a gallery of all letters as one page', async () => {
    const file = path.join(data, 'gallery.html');
    const said = await z('mail', 'gallery', '-o', file);
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/^信件样张共 \d+ 件，已存为 .*gallery\.html，可用浏览器打开。$/);
    expect(readFileSync(file, 'utf8')).toContain('data-kind="consolidated_report"');
    const nowhere = await z('mail', 'gallery', '-o', path.join(data, 'none', 'gallery.html'));
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('写不了文件')]);
  });

  it('answers 4 and keeps the refusal when the wrong person acts, also somebody unknown', async () => {
    const wrong = await z('act', 'm06', '启动', '--as', 'fgc-chengban', '--json');
    expect(wrong.code).toBe(4);
    expect(wrong.json().error).toMatchObject({ code: 'act-refused', refusal: { code: 'not_holder' } });
    const nobody = await z('act', 'M06', '催办', '--as', '路人甲');
    expect(nobody.err).toBe('已拒绝：路人甲 在本事项中不担任任何岗位，不能办理“催办”。');
    const timeline = await z('timeline', 'M06');
    expect(timeline.out).toContain(
      '路人甲 办理“催办”被拒绝：路人甲 在本事项中不担任任何岗位，不能办理“催办”。',
    );
  });

  it('names the nearest measure and turns malformed requests away', async () => {
    const unknown = await z('act', 'M60', '启动', '--as', 'jcc-chengban');
    expect(unknown.err).toContain('没有编号为“M60”的措施，是否指“M06”。');
    expect(unknown.code).toBe(1);
    const malformed = await z(
      'act',
      'M06',
      '批注',
      '--as',
      'jcc-chengban',
      '--text',
      '长'.repeat(4_001),
      '--json',
    );
    expect([malformed.code, malformed.json().error.code]).toEqual([5, 'act-rejected']);
  });

  it('acts, shows how the measure stands after it, and acts once on one request id', async () => {
    const reported = await z(
      'act',
      'M18',
      '报告进展',
      '--as',
      '政策法规处承办人（示例）',
      '--requirement',
      'r1',
      '--text',
      '已开展普法',
      '--request-id',
      'q1',
    );
    expect(reported.code).toBe(0);
    expect(reported.out).toMatch(/^已办理：M18 报告进展（第 \d+ 号记录）。\nM18 .*\n {2}● 绿灯　整改中/);
    const again = await z(
      'act',
      'M18',
      '报告进展',
      '--as',
      'fgc-chengban',
      '--requirement',
      'r1',
      '--text',
      '已开展普法',
      '--request-id',
      'q1',
      '--json',
    );
    expect(again.json().measure.seq).toBe(Number(/第 (\d+) 号/.exec(reported.out)?.[1]));
  });

  it('stores a file before it is put forward', async () => {
    const file = path.join(folder(), '关于网格智治的工作方案.pdf');
    writeFileSync(file, '方案');
    const attached = await z(
      'act',
      'M06',
      '附佐证材料',
      '--as',
      'jcc-chengban',
      '--file',
      file,
      '--number',
      '浙统〔2022〕1号',
    );
    expect(attached.code).toBe(0);
    const { evidence } = (await z('show', 'M06', '--json')).json();
    expect(evidence).toMatchObject([
      {
        title: '关于网格智治的工作方案',
        name: '关于网格智治的工作方案.pdf',
        size: 6,
        documentNumber: '浙统〔2022〕1号',
      },
    ]);
    const missing = await z(
      'act',
      'M06',
      'attach',
      '--as',
      'jcc-chengban',
      '--file',
      '/nowhere.pdf',
      '--json',
    );
    expect([missing.code, missing.json().error.code]).toEqual([1, 'evidence-missing-file']);
  });

  it('goes on to the next moment, tells what fell due and which letters left', async () => {
    const one = await z('advance');
    expect(one.code).toBe(0);
    expect(one.out).toMatch(/^\n2022-06-09（周四）\n {2}\d\d:\d\d {2}M\d\d　/);
    expect(one.out).toMatch(/下一时刻 2022-06-09（周四）/);
    const day = await z('advance', '--to', '2022-06-09', '--json');
    const json = day.json();
    expect(json.at).toBe('2022-06-09T23:59:59.999+08:00');
    const letters = json.moments.flatMap((moment: { letters: { subject: string }[] }) => moment.letters);
    expect(letters.map((letter: { subject: string }) => letter.subject)).toContain(
      '【整改日报】6月9日：提醒2件',
    );
    const back = await z('advance', '--to', '2022-06-01');
    expect([back.code, back.err]).toEqual([
      1,
      '不能把时间从 2022-06-09（周四）23:59 退回到 2022-06-01（周三）23:59。',
    ]);
  });

  it('lists and shows the mails, and saves the page of one', async () => {
    const list = await z('mail', 'list', '--person', 'fgc-chengban@zjtj.example');
    expect(list.out).toContain('政策法规处承办人（示例）  【整改日报】6月9日：提醒2件');
    const [mail] = (await z('mail', 'list', '--json')).json().mails;
    const html = path.join(folder(), 'mail.html');
    const shown = await z('mail', 'show', String(mail.id), '--html', html);
    expect(shown.out).toContain(`Message-ID：<${mail.messageId}>`);
    expect(shown.out).toContain('距时限15个工作日(6月30日)');
    expect(readFileSync(html, 'utf8')).toContain('<html');
    expect((await z('mail', 'show', '999')).err).toMatch(/^没有第 999 号邮件；现有 1 至 \d+ 号。$/);
  });

  it('shows everything of a measure, and whom each notice reached', async () => {
    const said = await z('show', 'm12');
    expect(said.code).toBe(0);
    for (const part of [
      '【措施】',
      '【整改要求 0/3】',
      '【指标 2】',
      '【时间】',
      '【人员】',
      '【佐证材料 0】',
      '【后续事项 ',
      '【通知 1】',
    ]) {
      expect(said.out).toContain(part);
    }
    const { notices, engine } = (await z('show', 'M12', '--json')).json();
    expect(engine).toBe('answered');
    expect(notices[0].people[0]).toMatchObject({
      person: 'fgc-chengban',
      as: 'to',
      letter: {
        status: 'delivered',
        copies: 1,
        response: expect.stringMatching(/^250 /),
        messageId: expect.stringMatching(/@zhejiang-2022/),
      },
    });
  });

  it('carries a submission through the full chain; the same person cannot take two steps', async () => {
    const date = (await z('status', '--json')).json().programmes[0].at.slice(0, 10);
    const minutes = ['--number', '党组纪要〔2022〕9号', '--date', date, '--recorder', '钱十一'];
    for (const [person, command, ...more] of [
      ['fgc-chengban', '报审'],
      ['fgc-fuze', '同意'],
      ['fgc-fuze', '同意'],
      ['rjc-fuze', '会签'],
      ['fenguan2', '同意'],
      // The unit hosts the rectification office, which therefore leaves its review to the one above.
      ['juzhang', '同意'],
      ['zgb-zhuren', '登记会议审定', ...minutes],
    ] as const) {
      const said = await z('act', 'M18', command, '--as', person, ...more);
      if (said.code !== 0) expect(said.err).toMatch(/应以|须以|同一人不得审批两个环节/);
    }
    const { programmes } = (await z('status', '--status', '已销号', '--json')).json();
    expect(
      programmes[0].measures.map((one: { measure: string; remaining: string }) => [
        one.measure,
        one.remaining,
      ]),
    ).toEqual([['M18', '按期']]);
  });

  it('appoints, relieves and refuses who has been relieved', async () => {
    const refused = await z(
      'people',
      'appoint',
      'laowang',
      '330000/jcc/office_head',
      '--as',
      'juzhang',
      '--name',
      '王处长',
      '--address',
      'wang@zjtj.example',
    );
    expect([refused.code, refused.err]).toEqual([
      4,
      '已拒绝：“任职”须由系统管理员办理，局长（示例） 现任局长。',
    ]);
    const appointed = await z(
      'people',
      'appoint',
      'laowang',
      '330000/jcc/office_head',
      '--as',
      'xitong',
      '--name',
      '王处长',
      '--address',
      'wang@zjtj.example',
    );
    expect(appointed.code).toBe(0);
    expect((await z('people', 'relieve', 'jcc-fuze', '330000/jcc/office_head', '--as', 'xitong')).code).toBe(
      0,
    );
    const list = (await z('people', 'list', '--post', '330000/jcc/office_head', '--former', '--json')).json()
      .people;
    expect(list.map((one: { name: string; until?: string }) => [one.name, one.until === undefined])).toEqual([
      ['基层基础处负责人（示例）', false],
      ['王处长', true],
    ]);
    const late = await z('act', 'M06', '启动', '--as', 'jcc-fuze', '--json');
    expect(late.json().error.refusal.code).toBe('not_holder');
    expect((await z('act', 'M06', '启动', '--as', '王处长')).code).toBe(0);
    const timeline = await z('timeline', 'directory');
    expect(timeline.out).toContain(
      '登记免职：基层基础处负责人（示例）（jcc-fuze）不再担任基层基础处负责人。',
    );
  });

  it('says by which rules each process runs, and moves none to rules that there are not, or back', async () => {
    const shown = await z('rules', 'show');
    expect(shown.out).toMatch(/^zhejiang-2022\/measure\/M06 +1 {2}—$/m);
    expect(shown.out).toContain('本程序的最新规则为 1，各事项均已采用。');
    const newer = await z('rules', 'adopt', '--to', '2', '--as', 'zgb-zhuren', '--measure', 'm06');
    expect([newer.code, newer.err]).toEqual([5, '请求无效：没有编号为 2 的规则；本程序所知的最新规则为 1。']);
    const same = await z('rules', 'adopt', '--to', '1', '--as', 'zgb-zhuren');
    expect([same.code, same.err]).toEqual([
      4,
      '已拒绝：本事项现用规则 1，不能改用规则 1；规则只能改用更新的。',
    ]);
    const nobody = await z('rules', 'adopt', '--to', '2', '--as', 'zgb-zhuren', '--only', 'clue');
    expect([nobody.code, nobody.err]).toEqual([1, '整改专项 zhejiang-2022 没有可改用规则的事项（clue）。']);
  });

  it('gives the records exactly as they were hashed', async () => {
    const { records, process } = (await z('timeline', 'zhejiang-2022/measure/M18', '--json')).json();
    expect(process).toBe('zhejiang-2022/measure/M18');
    expect(records).toEqual(await world.records(process));
  });

  it('shows what the ledger has, and says so, while no worker answers', async () => {
    await world.quiet();
    await world.stopWorker();
    const [shown, advanced] = await Promise.all([z('show', 'M12'), z('advance', '--json')]);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain('办理程序没有应答：要求、日期、人员和后续事项暂不能显示，以下为台账所载。');
    expect([advanced.code, advanced.json().error.code]).toEqual([7, 'no-worker']);
    await world.startWorker();
  });
});
