import ICAL from 'ical.js';
import { NOTICE_KINDS } from '../../src/domain/notice.ts';
import type { LetterNotice, NoticeFacts } from '../../src/domain/notice.ts';
import { compose } from '../../src/mail/compose.ts';
import { rankOf, styleOf } from '../../src/mail/kinds.ts';
import { letterOf, letterWith, LI, noticeOf, recipient, WANG, ZHANG, ZHAO } from './support/letters.ts';

const FOOTER = '本邮件为工作提示，不替代正式文书。严禁传递涉密信息。联系人：整改办王敏，电话0571-00000000。';

function of(measure: string, facts: Partial<NoticeFacts> = {}): Partial<NoticeFacts> {
  return { measure, process: `zhejiang-2022/measure/${measure}`, ...facts };
}

describe('every kind of notice', () => {
  it.each(NOTICE_KINDS.filter((kind) => styleOf(kind).plain !== true))(
    '%s says what, by when with the weekday, to whom, whom to ask, and never commands',
    (kind) => {
      const { subject, text, html } = compose(letterWith(kind));
      expect(subject).toMatch(/^【.+】M06 \S/);
      for (const said of [
        'M06 制定基层网格智治工作方案（牵头：基层基础处）',
        '主送：基层处承办人 张三',
        '抄送：基层处处长 李四',
        FOOTER,
      ]) {
        expect(text).toContain(said);
      }
      expect(text).toMatch(/完成时限：\d+月\d+日（周[一二三四五六日]）/);
      expect(html).toContain(FOOTER);
      expect(html).toContain('完成时限');
      expect(`${text}${html}`).not.toMatch(/责令|undefined|NaN|\[object/);
      expect(text).not.toMatch(/[，。]{2}|、。|：。|（）|，。/);
    },
  );

  it('sweep says what was found, and names no measure and no date of one', () => {
    const notice = noticeOf('sweep');
    const missing = [
      'zhejiang-2022/measure/M06：流程引擎中为“已被终止”',
      'zhejiang-2022/letter/x：致 张三：被拒收',
    ];
    const facts = {
      ...notice.facts,
      measure: '巡检',
      title: '每日巡检',
      leadUnit: '整改办',
      missing,
      met: 22,
      of: 24,
    };
    const { subject, text, ics } = compose(letterOf([{ notice: { ...notice, facts }, as: 'to' }]));
    expect(subject).toBe('【巡检异常】每日巡检发现异常2项');
    for (const said of [...missing, '共查事项和未了信件24项', 'zhenggai doctor', FOOTER])
      expect(text).toContain(said);
    expect(text).not.toMatch(/完成时限|牵头|责令|undefined/);
    expect(ics).toBeUndefined();
  });

  it.each([
    ['problem_ready', '【问题可销号】问题P04 所属措施均已销号，请研究问题销号', '措施M06、M07、M08均已销号'],
    ['problem_signed_off', '【问题已销号】问题P04 予以销号', '抽查合格率95%'],
    [
      'problem_reopened',
      '【问题恢复整改】问题P04 因措施重新整改，恢复为未销号',
      '6月20日（周一）的问题销号留存记录',
    ],
  ] as const)('%s names the problem and its measures, and no date of a measure', (kind, wanted, says) => {
    const notice = noticeOf(kind);
    const facts = {
      ...notice.facts,
      measure: '问题P04',
      title: '数据质量管控不严',
      problem: { measures: ['M06', 'M07', 'M08'], standard: '抽查合格率95%', signedOffOn: '2022-06-20' },
    };
    const { subject, text } = compose(letterOf([{ notice: { ...notice, facts }, as: 'to' }]));
    expect(subject).toBe(wanted);
    for (const said of ['数据质量管控不严', 'M06、M07、M08', says, FOOTER]) expect(text).toContain(said);
    expect(text).not.toMatch(/完成时限|牵头|责令|undefined|，。/);
  });

  it('report_prepared lists what is overdue, and says when the report leaves by itself', () => {
    const { subject, text, html } = compose(letterWith('report_prepared'));
    expect(subject).toBe('【专报待报】专报〔2022〕1号 已拟就，2项措施逾期，9月8日自动报送');
    for (const said of [
      '  1. M06 制定基层网格智治工作方案（牵头：基层基础处）应于8月31日前完成，逾期6个工作日',
      FOOTER,
    ])
      expect(text).toContain(said);
    expect(text).toContain('下一步：9月8日（周四）仍未处理的，自动报送主要领导。');
    expect(html).toContain('逾期未报审');
    expect(text).not.toMatch(/完成时限|责令|undefined|，。|；；/);
  });

  it('consolidated_report lists all overdue measures, what has changed meanwhile, and what is proposed', () => {
    const { subject, text } = compose(letterWith('consolidated_report'));
    expect(subject).toBe('【呈阅·专报】专报〔2022〕1号 2项措施逾期未完成');
    for (const said of [
      '已提醒5次、催办2次；9月2日反馈：方案已报省政府办公厅会签， 预计9月6日印发',
      'M13 推进统计数字化改革（牵头：数据管理中心）应于9月7日前补正并重新报审，逾期1个工作日；尚未反馈情况',
      'M17 加强统计执法队伍建设（牵头：统计执法局）现为：审核中（9月7日起）；整改办撤出，理由：9月7日已报审',
      '整改办拟办意见：\n  │ 建议对M06明确最终完成期限。',
      '整改办未在规定时间内处理，本专报自动报送。',
      '呈请阅示',
    ])
      expect(text).toContain(said);
  });

  it('consolidated_report says so where nothing is overdue any more', () => {
    const { facts } = noticeOf('consolidated_report');
    const report = { ...(facts.report as NonNullable<NoticeFacts['report']>), overdue: [] };
    const { subject, text } = compose(letterWith('consolidated_report', { report }));
    expect(subject).toBe('【呈阅·专报】专报〔2022〕1号 所列1项措施均已报审或处理');
    expect(text).not.toMatch(/逾期未报审|建议批示/);
  });

  it('brief tells lights, what climbed, what was decided and what is due, each measure with its unit', () => {
    const { subject, text, html } = compose(letterWith('brief'));
    expect(subject).toBe('【整改简报】简报第12期：红灯2项、黄灯4项');
    for (const said of [
      '截至8月29日（周一），共21项措施：红灯2项、黄灯4项、绿灯12项、按期销号2项、逾期销号1项。',
      '问题11个，已销号1个。',
      '专报〔2022〕2号待整改办处理，8月30日（周二）自动报送主要领导。',
      '  1. 8月24日 M07 逾期，呈分管领导督办',
      '8月26日 M06 节点“征求意见”未按时完成',
      '8月25日 M13 同意延期至9月15日（分管副局长 王五）',
      '8月26日 M12 销号（逾期2个工作日）（整改办主任 赵六）',
      '8月31日（周三） 完成时限：M06 制定基层网格智治工作方案（牵头：基层基础处）',
      '9月1日（周四） 节点“人员配备到位”：M17',
    ])
      expect(text).toContain(said);
    expect(html).toContain('提级事项（8月22日以来）');
  });

  it('has a wording of its own', () => {
    const subjects = NOTICE_KINDS.map((kind) => compose(letterWith(kind)).subject);
    expect(new Set(subjects).size).toBe(NOTICE_KINDS.length);
  });

  it('says without the optional facts no half sentences', () => {
    for (const kind of NOTICE_KINDS) {
      const bare = noticeOf(kind);
      const facts = Object.fromEntries(
        Object.entries(bare.facts).filter(
          ([key]) =>
            ![
              'next',
              'lastReport',
              'milestone',
              'round',
              'step',
              'submittedOn',
              'actBy',
              'reason',
              'wishedDue',
              'by',
              'undeliverable',
              'suspended',
              'minutes',
              'instruction',
              'unit',
              'part',
              'deputy',
              'publicNotice',
              'lookBack',
              'lookedBack',
              'behind',
              'findings',
              'signedOffOn',
              'problem',
              'report',
              'brief',
              'originalDue',
              'correctionDue',
            ].includes(key),
        ),
      ) as unknown as NoticeFacts;
      const { text } = compose(
        letterOf([{ notice: { ...bare, facts: { ...facts, reminded: 0, urged: 0 } }, as: 'to' }]),
      );
      expect(text).not.toMatch(/undefined|NaN|[，。]{2}|、。|（）|：。|，。|于。|于前/);
    }
  });
});

describe('figures', () => {
  const findings = ['r4 矛盾：2022“案件”20件，小于其中“警告”21件', 'r1 矛盾：2022“检查”为负数（-3家）'];

  it('behind their pace are told with what should have been by now, and what is asked', () => {
    const { subject, text } = compose(letterWith('pace_missed'));
    expect(subject).toBe('【指标预警】M06 指标“随机抽查单位数”落后进度');
    expect(text).toContain('杭州市2022“随机抽查单位数”：已报12家，目前应达20.5家，目标37.02家。');
    expect(text).toContain('已完成而未填报的，请及时填报。');
    expect(text).not.toMatch(/责令|undefined/);
  });

  it.each(['to_approve', 'to_approve_again', 'approval_above'] as const)(
    'that contradict each other stand in %s, as they were found',
    (kind) => {
      const { text } = compose(letterWith(kind, { findings }));
      expect(text).toContain('填报数据有下列情况，请核实（照报照录，未作改动）');
      for (const finding of findings) expect(text).toContain(finding);
      expect(compose(letterWith(kind)).text).not.toContain('填报数据');
    },
  );
});

describe('clues found', () => {
  it('that are to be handed over are named by their labels, and until when', () => {
    const { subject, text } = compose(letterWith('clue_unhanded'));
    expect(subject).toBe('【线索待移交】M06 2件问题线索应于8月25日前移交');
    expect(text).toContain('工作中发现的2件问题线索应于8月25日（周四）前（含当日）移交，尚未移交。');
    expect(text).toContain('f1 工业2022-08-18（8月18日（周四）发现）');
    expect(compose(letterWith('clue_unhanded', { today: '2022-08-25' })).subject).toContain('今日到移交时限');
  });

  it('that were not handed over in time are told with what follows', () => {
    const { subject, text } = compose(letterWith('clue_unhanded_missed'));
    expect(subject).toBe('【线索逾期未移交】M06 1件问题线索逾期未移交(应于8月19日)');
    expect(text).toContain('全部移交之前，本措施不能报审');
  });

  it('and handed over late stand in the letters of those who approve, apart from the figures', () => {
    const late = 'r4 逾期移交：f1“工业2022-07-01”2022-07-01发现，应于2022-07-08前移交，2022-07-11移交';
    const { text } = compose(letterWith('to_approve', { handedOverLate: [late] }));
    expect(text).toContain('问题线索移交有下列情况');
    expect(text).toContain(late);
    expect(text).not.toContain('填报数据');
  });
});

describe('a reminder', () => {
  it('counts working days to the date, lists what is missing and says what comes next', () => {
    const { subject, text } = compose(letterWith('reminder'));
    expect(subject).toBe('【整改提醒】M06 距时限7个工作日(8月31日)');
    expect(text).toContain('贵处牵头的M06应于8月31日（周三）前（含当日）完成，还有7个工作日。');
    expect(text).toContain('尚缺（已具备1/3）：\n  1. 方案印发件\n  2. 方案文号');
    expect(text).toContain('如需延期，请在到期前提出申请。');
    expect(text).toContain('下一步：9月1日（周四）仍未报审的，将向处室负责人催办。');
  });

  it('on the day says today', () => {
    const { subject, text } = compose(letterWith('reminder', { today: '2022-08-31', daysLeft: 0 }));
    expect(subject).toBe('【整改提醒】M06 今日到期(8月31日)');
    expect(text).toContain('今日到期。');
    expect(text).toContain('请于今日内补齐所缺要件并报审。');
  });

  it('whose date falls on a day off without working days before it says so', () => {
    const { subject } = compose(
      letterWith('reminder', { today: '2022-08-26', due: '2022-08-28', daysLeft: 0 }),
    );
    expect(subject).toBe('【整改提醒】M06 距时限已无工作日(8月28日)');
  });

  it('asks to submit when everything is there', () => {
    const { text } = compose(letterWith('reminder', { missing: [], met: 3 }));
    expect(text).toContain('要件已齐，请及时报审。');
    expect(text).not.toContain('尚缺');
  });

  it('counts to the date for correction where one runs', () => {
    const { subject, text } = compose(
      letterWith('reminder', { today: '2022-09-05', correctionDue: '2022-09-08', daysLeft: 3 }),
    );
    expect(subject).toBe('【整改提醒】M06 距补正时限3个工作日(9月8日)');
    expect(text).toContain('补正时限：9月8日（周四），还有3个工作日');
    expect(text).toContain('完成时限：8月31日（周三）\n');
  });

  it('marks a date that rests on an unpublished calendar, and names a year that is not this one', () => {
    const { subject, text } = compose(
      letterWith('reminder', { today: '2026-12-28', due: '2027-01-06', daysLeft: 6, provisional: true }),
    );
    expect(subject).toContain('(2027年1月6日)');
    expect(text).toContain('2027年1月6日（周三），还有6个工作日（暂定，待国务院公布节假日安排）');
  });

  it('keeps the original date in sight after an extension', () => {
    const { text } = compose(letterWith('reminder', { originalDue: '2022-08-25' }));
    expect(text).toContain('（原时限8月25日）');
  });
});

describe('the ladder', () => {
  it('urges the office with a day to answer by', () => {
    const { subject, text } = compose(letterWith('urge'));
    expect(subject).toBe('【催办】M06 已逾期1个工作日');
    expect(text).toContain('应于8月31日（周三）前完成，已逾期1个工作日，尚未报审；此前已提醒5次。');
    expect(text).toContain('请今日下班前反馈进展、未按时完成的原因和预计完成时间。');
    expect(text).toContain('下一步：9月5日（周一）仍未报审的，将呈报分管领导督办。');
  });

  it.each([
    ['supervise', '【呈阅·督办】M06 逾期3个工作日', '建议明确最终完成期限'],
    ['special_report', '【呈阅·专报】M06 逾期5个工作日', '建议批示'],
    ['proposal', '【呈阅·约谈通报建议】M06 逾期10个工作日，建议约谈或通报', '建议视情约谈'],
  ] as const)('puts %s to a leader with a proposal and what the office said', (kind, subject, proposal) => {
    const letter = compose(letterOf([{ notice: noticeOf(kind, {}, { to: [WANG], cc: [LI] }), as: 'to' }]));
    expect(letter.subject).toBe(subject);
    expect(letter.text).toContain('M06由基层基础处牵头');
    expect(letter.text).toContain('此前已提醒5次、催办1次。');
    expect(letter.text).toContain(
      '牵头单位9月2日反馈：\n  │ 方案已报省政府办公厅会签，\n  │ 预计9月6日印发。',
    );
    expect(letter.text).toContain('呈请阅示：');
    expect(letter.text).toContain(proposal);
  });

  it('says when the office has not answered', () => {
    const { lastReport: _, ...facts } = noticeOf('supervise').facts;
    const { text } = compose(letterOf([{ notice: { ...noticeOf('supervise'), facts }, as: 'to' }]));
    expect(text).toContain('牵头单位尚未反馈情况。');
  });
});

describe('a copy', () => {
  it('is marked, names the unit instead of 贵处, and asks nothing of its reader', () => {
    const { subject, text } = compose(
      letterOf([{ notice: noticeOf('urge'), as: 'cc' }], {
        person: { id: LI.person, name: LI.name, address: LI.address },
      }),
    );
    expect(subject).toBe('【催办·抄送】M06 已逾期1个工作日');
    expect(text).toContain('本件抄送您知悉，由主送办理。');
    expect(text).toContain('基层基础处牵头的M06');
    expect(text).not.toContain('贵处');
  });
});

describe('notes', () => {
  it('tell the person who stands in for a vacant role, and everybody who does', () => {
    const standIn = { ...WANG, standsInFor: ['office_head'] as const };
    const notice = noticeOf('urge', {}, { to: [standIn], cc: [ZHAO] });
    const own = compose(
      letterOf([{ notice, as: 'to' }], {
        person: { id: WANG.person, name: WANG.name, address: WANG.address },
      }),
    );
    expect(own.text).toContain('因处室负责人岗位空缺，本件由您代为办理。');
    expect(own.text).not.toContain('贵处');
    const copy = compose(
      letterOf([{ notice, as: 'cc' }], {
        person: { id: ZHAO.person, name: ZHAO.name, address: ZHAO.address },
      }),
    );
    expect(copy.text).toContain('主送：分管副局长 王五（代处室负责人）');
    expect(copy.text).not.toContain('岗位空缺');
  });

  it('say that a notice is late because nothing ran, and as of which day it counts', () => {
    const late = letterWith(
      'reminder',
      { lateSince: '2022-08-22T07:41:00.000+08:00' },
      { at: '2022-08-25T09:15:00.000+08:00' },
    );
    expect(compose(late).text).toContain('因系统停机补发，原应于8月22日（周一）发出；文中天数按该日计算。');
    const sameDay = letterWith('reminder', { lateSince: '2022-08-22T07:41:00.000+08:00' });
    expect(compose(sameDay).text).toContain('因系统停机补发，原应于8月22日（周一）发出。');
  });

  it('say as of which day a notice counts that leaves on a later one', () => {
    const { text } = compose(letterWith('returned', {}, { at: '2022-09-02T08:30:00.000+08:00' }));
    expect(text).toContain('本件9月1日（周四）生成，文中天数按该日计算。');
  });
});

describe('a digest', () => {
  const day = '2022-08-29';
  const entry = (
    kind: 'reminder' | 'urge' | 'supervise',
    measure: string,
    as: LetterNotice['as'] = 'to',
  ): LetterNotice => ({
    notice: noticeOf(kind, of(measure, { today: day }), { to: [ZHANG], cc: [ZHANG] }),
    as,
  });

  it('counts by kind in its subject, gravest first', () => {
    const { subject } = compose(
      letterOf([
        entry('reminder', 'M03'),
        entry('urge', 'M02'),
        entry('reminder', 'M01'),
        entry('supervise', 'M09'),
        entry('urge', 'M01'),
        entry('reminder', 'M02'),
      ]),
    );
    expect(subject).toBe('【整改日报】8月29日：督办1件、催办2件、提醒3件');
  });

  it('is sorted by gravity, then measure, in both parts, and opens with an overview', () => {
    const { text, html } = compose(
      letterOf([
        entry('reminder', 'M03'),
        entry('urge', 'M02'),
        entry('reminder', 'M01'),
        entry('supervise', 'M09'),
      ]),
    );
    for (const part of [text, html]) {
      const places = ['M09 逾期', 'M02 已逾期', 'M01 距', 'M03 距'].map((what) => part.indexOf(what));
      expect(places.every((place) => place > 0)).toBe(true);
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }
    expect(text).toContain('以下4件事项请您阅处，按轻重排列：\n1. 【呈阅·督办】M09');
    expect(text.split(FOOTER)).toHaveLength(2);
  });

  it('tells copies apart', () => {
    expect(compose(letterOf([entry('urge', 'M01'), entry('reminder', 'M02', 'cc')])).subject).toBe(
      '【整改日报】8月29日：催办1件，另抄送1件',
    );
    expect(compose(letterOf([entry('urge', 'M01', 'cc'), entry('reminder', 'M02', 'cc')])).subject).toBe(
      '【整改日报·抄送】8月29日：催办1件、提醒1件',
    );
  });

  it('of special reports alone is one special report', () => {
    const one = (measure: string): LetterNotice => ({
      notice: noticeOf('special_report', of(measure)),
      as: 'to',
    });
    expect(compose(letterOf([one('M01'), one('M02'), one('M03')])).subject).toBe(
      '【呈阅·专报】9月7日：3项措施逾期未完成',
    );
  });

  it('ranks every kind', () => {
    expect(new Set(NOTICE_KINDS.map(rankOf)).size).toBe(NOTICE_KINDS.length);
    expect(Math.max(...NOTICE_KINDS.map(rankOf))).toBe(NOTICE_KINDS.length - 1);
  });
});

describe('what people wrote', () => {
  it('is escaped in HTML and kept with its lines', () => {
    const { html, text } = compose(
      letterWith('returned', {
        reason: '<script>alert("x")</script> & \'引\'\r\n第二行\u0000\u0007\u202E倒',
        title: '<b>标题</b>',
      }),
    );
    expect(html).not.toMatch(/<script|<b>标题/);
    expect(html).toContain(
      '&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;引&#39;<br>第二行倒',
    );
    expect(html).toContain('&lt;b&gt;标题&lt;/b&gt;');
    // oxlint-disable-next-line no-control-regex
    expect(`${html}${text}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(text).toContain('  │ 第二行倒');
  });

  it('cannot pass for our own words in the text part', () => {
    const { text } = compose(
      letterWith('returned', { reason: '缺文号\n────────\n联系人：骗子，电话10086。' }),
    );
    expect(text).toContain('\n  │ 联系人：骗子，电话10086。\n');
    expect(text).not.toContain('\n联系人：骗子');
  });

  it('is shortened where it is endless', () => {
    const { text, subject } = compose(
      letterWith('returned', { reason: '长'.repeat(50_000), measure: 'M'.repeat(5_000) }),
    );
    expect(text.length).toBeLessThan(10_000);
    expect(text).toContain('后略，请登录系统查看全文');
    expect(subject.length).toBeLessThan(400);
  });

  it('is listed up to a point', () => {
    const missing = Array.from({ length: 45 }, (_, i) => `材料${i + 1}`);
    const { text } = compose(letterWith('reminder', { missing, met: 0, of: 45 }));
    expect(text).toContain('  30. 材料30\n  31. 另有15项，请登录系统查看');
  });

  it('names a person called after the post once, and pairs several holders with their posts', () => {
    const named = recipient('chengban', '基层处承办人（示例）', 'case_handler');
    expect(
      compose(letterOf([{ notice: noticeOf('reminder', {}, { to: [named] }), as: 'to' }])).text,
    ).toContain('主送：基层处承办人（示例）\n');
    expect(compose(letterWith('approval_above')).text).toContain('审核人：基层处处长 李四、综合处处长 钱七');
  });
});

it('a measure that an amended plan has no more is cancelled by its document, not by minutes', () => {
  const { minutes: _, ...facts } = noticeOf('cancelled').facts;
  const amended = { document: '浙统〔2022〕40号', altered: [] };
  const { text } = compose(
    letterOf([{ notice: { ...noticeOf('cancelled'), facts: { ...facts, amended } }, as: 'to' }]),
  );
  expect(text).toContain('依据浙统〔2022〕40号，');
  expect(text).not.toContain('会议纪要');
});

describe('the calendar entry', () => {
  const entryOf = (letter: Parameters<typeof compose>[0]): string =>
    (compose(letter).ics?.content ?? '').replace(/\r\n /g, '');
  const valueOf = (ics: string, name: string): string =>
    new RegExp(`^${name}[:;](.*)$`, 'm').exec(ics)?.[1]?.trim() ?? '';

  it('is an all-day event on the date', () => {
    const ics = entryOf(letterWith('reminder'));
    expect(valueOf(ics, 'METHOD')).toBe('PUBLISH');
    expect(valueOf(ics, 'DTSTART')).toBe('VALUE=DATE:20220831');
    expect(valueOf(ics, 'DTEND')).toBe('VALUE=DATE:20220901');
    expect(valueOf(ics, 'SUMMARY')).toBe('【整改】M06 完成时限');
    expect(compose(letterWith('reminder')).ics?.filename).toBe('M06.ics');
  });

  it('is moved by an extension: the same UID, a higher SEQUENCE', () => {
    const before = entryOf(letterWith('reminder'));
    const after = entryOf(letterWith('extension_granted'));
    expect(valueOf(after, 'UID')).toBe(valueOf(before, 'UID'));
    expect(valueOf(after, 'DTSTART')).toBe('VALUE=DATE:20220915');
    expect(Number(valueOf(after, 'SEQUENCE'))).toBeGreaterThan(Number(valueOf(before, 'SEQUENCE')));
    const nextDay = entryOf(letterWith('reminder', { today: '2022-08-23' }));
    expect(Number(valueOf(nextDay, 'SEQUENCE'))).toBeGreaterThan(Number(valueOf(after, 'SEQUENCE')));
  });

  it('of a correction is another one', () => {
    const ics = entryOf(letterWith('returned'));
    expect(valueOf(ics, 'UID')).toBe('zhejiang-2022/measure/M06/correction@zhenggai');
    expect(valueOf(ics, 'DTSTART')).toBe('VALUE=DATE:20220908');
  });

  it.each(['suspended', 'cancelled', 'unit_changed'] as const)(
    '%s takes the dates out of calendars: the same UIDs, a higher SEQUENCE',
    (kind) => {
      const before = entryOf(letterWith('reminder'));
      const { correctionDue: _, ...facts } = noticeOf(kind).facts;
      const ics = entryOf(letterOf([{ notice: { ...noticeOf(kind), facts }, as: 'to' }]));
      expect(valueOf(ics, 'METHOD')).toBe('CANCEL');
      expect(valueOf(ics, 'STATUS')).toBe('CANCELLED');
      expect(valueOf(ics, 'UID')).toBe(valueOf(before, 'UID'));
      expect(Number(valueOf(ics, 'SEQUENCE'))).toBeGreaterThan(Number(valueOf(before, 'SEQUENCE')));
      const correcting = { ...noticeOf(kind), facts: { ...facts, correctionDue: '2022-09-08' } };
      expect(entryOf(letterOf([{ notice: correcting, as: 'to' }]))).toContain(
        'UID:zhejiang-2022/measure/M06/correction@zhenggai',
      );
    },
  );

  it('has no line of more than 75 bytes, no character cut in two, and gives back what was put in', () => {
    const title = `整改；分号;逗号,反斜线\\N、“引号"、${'𠮷'.repeat(40)}`;
    const content = compose(letterWith('reminder', { title })).ics?.content ?? '';
    const lines = content.split('\r\n');
    expect(lines.filter((line) => Buffer.byteLength(line) > 75)).toEqual([]);
    expect(lines.filter((line) => !line.isWellFormed())).toEqual([]);
    expect(content).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n[^]*END:VCALENDAR\r\n$/);
    const entry = new ICAL.Component(ICAL.parse(content) as unknown[]).getFirstSubcomponent('vevent');
    expect(String(entry?.getFirstPropertyValue('description')).split('\n')[0]).toBe(`M06 ${title}`);
    expect(entry?.getFirstPropertyValue('transp')).toBe('TRANSPARENT');
  });

  it('comes with deadline notices only, and one file holds several', () => {
    const with_ = NOTICE_KINDS.filter((kind) => compose(letterWith(kind)).ics !== undefined);
    expect(with_).toEqual([
      'reminder',
      'returned',
      'objection',
      'reopened',
      'extension_granted',
      'suspended',
      'resumed',
      'cancelled',
      'unit_changed',
      'unit_assigned',
    ]);
    const two = compose(
      letterOf([
        { notice: noticeOf('reminder', of('M01')), as: 'to' },
        { notice: noticeOf('reminder', of('M02')), as: 'to' },
      ]),
    ).ics;
    expect(two?.filename).toBe('zhenggai.ics');
    expect(two?.content.match(/BEGIN:VEVENT/g)).toHaveLength(2);
  });
});

it('writes the same letter for the same content', () => {
  const letter = letterWith('reminder');
  expect(compose(letter)).toEqual(compose(structuredClone(letter)));
});
