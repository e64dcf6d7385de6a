import type { ProgrammeStatus } from '../../src/cli/status.ts';
import { daysLeftText } from '../../src/cli/views/dates.ts';
import { lightCell } from '../../src/cli/views/lights.ts';
import { mailListLines } from '../../src/cli/views/mail.ts';
import { measureLines, remaining, statusLines } from '../../src/cli/views/status.ts';
import { table } from '../../src/cli/views/table.ts';
import { timelineLines } from '../../src/cli/views/timeline.ts';
import { stateCouncilCalendar } from '../../src/plan/calendar.ts';
import { widthOf } from '../../src/plan/text.ts';
import { record, row } from './support.ts';

const calendar = stateCouncilCalendar();
const AT = '2022-08-22T09:00:00.000+08:00';

const status: ProgrammeStatus = {
  programme: 'x',
  title: '落实督察反馈意见整改',
  clock: 'driven',
  at: AT,
  measures: [
    row(),
    row(
      { process: 'x/measure/M10', light: 'red', status: 'returned' },
      {
        measure: 'M10',
        title: '统筹开展“双随机、一公开”统计执法检查工作',
        leadUnit: '执法监督局',
        holder: '执法监督局承办人（示例）',
        standing: '未完成',
        due: '2022-08-17',
      },
    ),
  ],
  of: 21,
  lights: { green: 15, red: 2, yellow: 3, done_late: 1 },
  letters: {
    gathering: 4,
    waiting: [
      {
        process: 'l',
        status: 'waiting',
        title: '1件：M06',
        person: '张三',
        attempts: 3,
        response: '421 稍后再试',
      },
    ],
    undeliverable: [],
  },
  lag: 2,
};

describe('the status table', () => {
  it('is aligned, Chinese characters counted as two columns', () => {
    expect(statusLines(status, { width: 120, colour: false, calendar })).toEqual([
      '落实督察反馈意见整改（x）　推演时间 2022-08-22（周一）09:00',
      '',
      '编号  措施                亮灯    状态      进展    牵头单位    待办人               时限      剩余  下一事项',
      '────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────',
      'M06   完善制度：网格智治  ● 黄灯  整改中    推进中  基层基础处  张三                 08-31    余7日  08-26 到期前3个工作',
      '                                                                                                     日提醒',
      'M10   统筹开展“双随机、…  ● 红灯  退回补正  未完成  执法监督局  执法监督局承办人     08-17  逾期3日  08-26 到期前3个工作',
      '                                                                （示例）                             日提醒',
      '',
      '共 21 项：红灯 2，黄灯 3，绿灯 15，逾期销号 1，本表列出 2 项。',
      '信件：待发 4 封，待重发 1 封。详见 zhenggai status --letters。',
      '台账尚有 2 条记录未登记，稍后再看。',
    ]);
  });

  it.each([80, 100, 120, 160, 200])('keeps within %i columns', (width) => {
    const lines = statusLines(status, { width, colour: false, calendar, letters: true });
    // The rule under the head may be as wide as the narrowest table there can be.
    expect(lines.filter((line) => widthOf(line) > Math.max(width, 82))).toEqual([]);
  });

  it('lists letters that wait, with the attempts and the server’s last words', () => {
    const lines = statusLines(status, { width: 120, colour: false, calendar, letters: true });
    expect(lines.at(-1)).toBe('待重发  张三    1件：M06   3次  421 稍后再试');
  });

  it('says so when nobody answers or nothing fits the filter', () => {
    const lines = statusLines(
      { ...status, measures: [], lag: 'unknown' },
      { width: 120, colour: false, calendar },
    );
    expect(lines).toContain('没有符合条件的措施。');
    expect(lines).toContain('办理程序没有应答：以上为台账所载，可能不是最新。');
  });

  it('colours only the dot, and only where colours are', () => {
    expect(lightCell('red', true)).toBe('\u001B[31m●\u001B[0m 红灯');
    expect(lightCell('red', false)).toBe('● 红灯');
    expect(lightCell('done_late', false)).toBe('✓ 逾期销号');
  });

  it('counts working days to a date, make-up days and holidays included', () => {
    // 2022-09-09 to 2022-09-13: Mid-Autumn on Monday the 12th.
    expect(daysLeftText(calendar, '2022-09-09', '2022-09-13')).toBe('余1日');
    expect(daysLeftText(calendar, '2022-08-31', '2022-08-31')).toBe('今日到期');
    expect(daysLeftText(calendar, '2022-09-03', '2022-09-02')).toBe('逾期1日');
  });

  it('never lets late look on time', () => {
    const late = row({ status: 'signed_off', light: 'done_late' }, { lightText: '已销号(逾期3天)' });
    expect(remaining(late, '2022-09-30', calendar)).toBe('逾期3天');
    expect(remaining(row({ status: 'signed_off' }, { lightText: '已销号' }), '2022-09-30', calendar)).toBe(
      '按期',
    );
    expect(
      remaining(row({ status: 'under_review' }, { lightText: '逾期2天报审' }), '2022-09-30', calendar),
    ).toBe('逾期2天报审');
    expect(remaining(row({ status: 'under_review' }, { lightText: '已报审' }), '2022-09-30', calendar)).toBe(
      '已报审',
    );
  });

  it('shows one measure in a few lines that do not break a date', () => {
    expect(measureLines(row(), '2022-08-22', { width: 80, colour: false, calendar })).toEqual([
      'M06 完善制度：网格智治',
      '  ● 黄灯　整改中（推进中）　时限 2022-08-31 余7日　要求 2/3　待 张三 办理',
      '  下一事项 2022-08-26 08:02 到期前3个工作日提醒',
    ]);
  });
});

describe('tables', () => {
  it('breaks what has no place to break at, cuts what may be cut, and keeps ids whole as long as it can', () => {
    const columns = [
      { head: '姓名', least: 4 },
      { head: '邮箱', least: 10, rigid: true },
      { head: '主题', least: 6, cut: true },
    ];
    expect(table(columns, [['张三李四王五', 'someone@example.com', '很长的主题很长的主题']], 34)).toEqual(
      [
        '姓名   邮箱                 主题',
        '──────────────────────────────────',
        '张三   someone@example.com  很长…',
        '李四',
        '王五',
      ].map((line) => line),
    );
  });

  it('are empty but for their heads without rows', () => {
    expect(table([{ head: '甲' }, { head: '乙' }], [], 20)).toEqual(['甲  乙', '──────']);
  });
});

describe('the timeline', () => {
  const records = [
    record(
      'MeasureOpened',
      { due: '2022-08-31' },
      { seq: 1, cause: 'start', actor: null, requestId: 'start' },
    ),
    record(
      'ReminderSent',
      {
        duties: {
          armed: [],
          ended: [{ id: 'x/measure/M06/r1/reminder/deadline/3/2022-08-31', how: 'fired' }],
        },
      },
      {
        seq: 2,
        cause: 'duty',
        actor: null,
        dutyId: 'x/measure/M06/r1/reminder/deadline/3/2022-08-31',
        dueAt: '2022-08-26T08:02:00.000+08:00',
        occurredAt: '2022-08-26T08:02:00.000+08:00',
        recordedAt: '2022-08-26T08:02:00.000+08:00',
      },
    ),
  ];

  it('groups events under their dates', () => {
    expect(timelineLines(row(), records, { width: 80, full: false })).toEqual([
      'M06　完善制度：网格智治　共 2 条记录',
      '',
      '2022-08-22（周一）',
      '09:30  措施立项，完成时限 2022-08-31（周三）。',
      '',
      '2022-08-26（周五）',
      '08:02  发出提醒：到期前3个工作日。',
    ]);
  });

  it('shows numbers, causes, duties and hashes in full', () => {
    const text = timelineLines(row(), records, { width: 200, full: true }).join('\n');
    expect(text).toContain('· 第 1 号 MeasureOpened，起因：立项（start）');
    expect(text).toContain('· 第 2 号 ReminderSent，起因：到期');
    expect(text).toContain('· 了结到期事项 x/measure/M06/r1/reminder/deadline/3/2022-08-31：已到期办理');
    expect(text).toContain(`· 哈希 ${'ab'.repeat(32)}`);
  });
});

describe('the list of mails', () => {
  it('says where they are, also when there are none', () => {
    expect(mailListLines([], [], '/data/mail', 100)).toEqual([
      '没有符合条件的邮件。',
      '',
      '共 0 封，存于 /data/mail。zhenggai mail show <序号> 看全文。',
    ]);
  });
});
