import { processState } from '../../src/client/advance.ts';
import type { MeasureState } from '../../src/domain/measure/state.ts';
import type { LetterNotice, Notice } from '../../src/domain/notice.ts';
import type { Row } from '../../src/domain/process.ts';
import type { ProgrammeState } from '../../src/domain/programme/state.ts';
import type { DutyChanges, EventRecord } from '../../src/domain/record.ts';
import type { CaughtLetter } from '../../src/mail/mailbox.ts';
import type { Driver } from '../../src/rehearsal/driver.ts';
import { listProcesses } from '../../src/store/queries.ts';
import { createWorld, zhejiang, type World } from '../support/world.ts';
import {
  DEADLINES,
  LAST_DAY,
  LAUNCH,
  MAIL_DOMAIN,
  MEASURES,
  MILESTONES,
  OFFICE,
  PACE,
  PRINCIPAL,
  REPORTS,
  TOTALS,
} from './nobody-answers.dates.ts';

/**
 * All 21 measures of the Zhejiang plan on the driven clock, and nobody answers: every reminder, every missed milestone,
 * every rung of the ladder and every consolidated report (the weekly brief has a story of its own), on the real engine, through real SMTP, out of the real ledger, against dates that the
 * product did not work out.
 */

const PROGRAMME = 'zhejiang-2022';
const MINUTES = 60_000;

/** A notice as the table of dates asks for it. */
interface Expected {
  readonly id: string;
  readonly kind: Notice['kind'];
  readonly measure: string;
  readonly date: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  /** What stands in the mail behind 【…】. Titles of milestones are left out. */
  readonly tag: string;
  readonly says: string;
}

const expected: readonly Expected[] = MEASURES.flatMap(([measure, deadline, { handler, head, leader }]) => {
  const days = DEADLINES.find((one) => one.deadline === deadline);
  if (days === undefined) throw new Error(`${measure}: no days for ${deadline}`);
  const { before, late } = days;
  const due = dateIn(deadline);
  const id = (rest: string): string => `${PROGRAMME}/measure/${measure}/r1/${rest}`;
  const toUnit = { measure, to: [handler], cc: [head] };
  const reminder = (rung: 15 | 7 | 3 | 1 | 0): Expected => ({
    ...toUnit,
    id: id(`reminder/deadline/${rung}/${due}`),
    kind: 'reminder',
    date: dateIn(before[rung]),
    tag: '整改提醒',
    says: `${measure} ${rung === 0 ? '今日到期' : `距时限${rung}个工作日`}(${spoken(due)})`,
  });
  const rung = (
    after: 1 | 3 | 5 | 10,
    rest: Pick<Expected, 'kind' | 'to' | 'cc' | 'tag' | 'says'>,
  ): Expected => ({
    ...rest,
    id: id(`ladder/deadline/${String(after).padStart(3, '0')}/${due}`),
    measure,
    date: dateIn(late[after]),
  });
  const milestones = MILESTONES.filter(([of]) => of === measure).flatMap(([, name, first, on, missed]) => {
    const of = (rungName: string): string => id(`milestone/${name}/${rungName}/${dateIn(on)}`);
    const ahead = { ...toUnit, kind: 'milestone_reminder' as const, tag: '节点提醒' };
    const day = spoken(dateIn(on));
    return [
      { ...ahead, id: of('3'), date: dateIn(first), says: `${measure} 节点将到期(${day})` },
      { ...ahead, id: of('0'), date: dateIn(on), says: `${measure} 节点今日到期(${day})` },
      {
        ...toUnit,
        id: of('missed'),
        kind: 'milestone_missed' as const,
        date: dateIn(missed),
        tag: '节点预警',
        says: `${measure} 节点未按时完成(应于${day})`,
      },
    ];
  });
  const pace: readonly Expected[] =
    measure === PACE.measure
      ? [
          {
            ...toUnit,
            id: id(`pace/figures/0/${dateIn(PACE.last)}`),
            kind: 'pace_missed',
            date: dateIn(PACE.told),
            tag: '指标预警',
            says: 'M10 指标“集中“双随机”抽查次数”落后进度',
          },
        ]
      : [];
  return [
    ...([15, 7, 3, 1, 0] as const).map(reminder),
    ...milestones,
    ...pace,
    rung(1, {
      kind: 'urge',
      to: [head],
      cc: [handler, ...OFFICE],
      tag: '催办',
      says: `${measure} 已逾期1个工作日`,
    }),
    rung(3, {
      kind: 'supervise',
      to: [leader],
      cc: [head, handler, ...OFFICE],
      tag: '呈阅·督办',
      says: `${measure} 逾期3个工作日`,
    }),
    rung(5, {
      kind: 'report_listed',
      to: [head, handler],
      cc: [],
      tag: '列入专报',
      says: `${measure} 逾期5个工作日，列入报主要领导专报`,
    }),
    rung(10, {
      kind: 'proposal',
      to: [...OFFICE, PRINCIPAL],
      cc: [leader],
      tag: '呈阅·约谈通报建议',
      says: `${measure} 逾期10个工作日，建议约谈或通报`,
    }),
  ];
});

/** What the programme itself writes: each report as a draft, and when it leaves by itself. */
const reports: readonly Expected[] = REPORTS.flatMap(({ prepared, leaves, counts, leaders }, index) => {
  const number = index + 1;
  const measure = `专报〔2022〕${number}号`;
  const [then, now] = counts;
  return [
    {
      id: `${PROGRAMME}#report/${number}/report_prepared`,
      kind: 'report_prepared',
      measure,
      date: dateIn(prepared),
      to: [...OFFICE],
      cc: [],
      tag: '专报待报',
      says: `${measure} 已拟就，${then}项措施逾期，${spoken(dateIn(leaves))}自动报送`,
    },
    {
      id: `${PROGRAMME}/r1/report/${number}/leave/${dateIn(leaves)}`,
      kind: 'consolidated_report',
      measure,
      date: dateIn(leaves),
      to: [PRINCIPAL],
      cc: [...leaders, ...OFFICE],
      tag: '呈阅·专报',
      says: `${measure} ${now}项措施逾期未完成`,
    },
  ];
});
const everything = [...expected, ...reports];

describe('21 measures and nobody answers', () => {
  let world: World;
  let driver: Driver;
  let rows: readonly Row[];
  let mails: readonly CaughtLetter[];
  const records = new Map<string, readonly EventRecord[]>();
  const recordsOf = (process: string): readonly EventRecord[] => records.get(process) ?? [];
  const ofMeasures = (): readonly EventRecord[] =>
    MEASURES.flatMap(([id]) => recordsOf(`${PROGRAMME}/measure/${id}`));

  beforeAll(async () => {
    world = await createWorld();
    driver = await world.launch(zhejiang());
    await driver.to(`${dateIn(LAST_DAY)}T18:00:00.000+08:00`);
    rows = await listProcesses(world.db);
    for (const { process } of rows) records.set(process, await world.records(process));
    mails = await world.mails();
  }, 15 * MINUTES);
  afterAll(() => world.close(), 3 * MINUTES);

  it('is measured by a table whose weekdays are right and whose notices fall on working days', () => {
    const days = [
      LAUNCH,
      LAST_DAY,
      ...DEADLINES.flatMap((one) => [
        one.deadline,
        one.red,
        ...Object.values(one.before),
        ...Object.values(one.late),
      ]),
      ...MEASURES.flatMap(([, deadline, , starts, yellow]) => [deadline, starts, yellow]),
      ...MILESTONES.flatMap(([, , ...three]) => three),
      PACE.last,
      PACE.told,
      ...REPORTS.flatMap(({ prepared, leaves }) => [prepared, leaves]),
    ];
    for (const day of days) expect(day).toBe(`${weekday(dateIn(day))} ${dateIn(day)}`);
    const dates = everything.map(({ date }) => date);
    expect(dates.filter((date) => ['Sat', 'Sun'].includes(weekday(date)) || date === '2022-09-12')).toEqual(
      [],
    );
    expect(everything).toHaveLength(TOTALS.notices);
    expect(MEASURES).toHaveLength(21);
  });

  describe('duties', () => {
    it('were armed exactly as the table asks, each once', () => {
      const silent = MEASURES.flatMap(([measure, deadline, , starts]) => {
        const own = MILESTONES.filter(([of]) => of === measure);
        return [
          `start/schedule/0/${dateIn(starts)}`,
          `light/yellow/0/${dateIn(deadline)}`,
          `light/red/0/${dateIn(deadline)}`,
          ...own.map(([, name, , on]) => `light/milestone-${name}/0/${dateIn(on)}`),
          ...(measure === PACE.measure ? [`light/pace/0/${dateIn(PACE.last)}`] : []),
        ].map((rest) => `${PROGRAMME}/measure/${measure}/r1/${rest}`);
      });
      const armed = ofMeasures().flatMap((record) => dutiesOf(record).armed);
      const idsOf = (notice: boolean): readonly string[] =>
        armed.filter((duty) => duty.notice === notice).map(({ id }) => id);
      expect(idsOf(true).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
      expect(idsOf(false).toSorted()).toEqual(silent.toSorted());
    });

    it('ended in exactly one way, also those of letters: all fired, in their own time, and none is left', async () => {
      const all = [...records.values()].flat();
      const armed = all.flatMap((record) => dutiesOf(record).armed.map(({ id }) => id));
      const ended = all.flatMap((record) => dutiesOf(record).ended);
      expect(new Set(armed).size).toBe(armed.length);
      expect(ended.map(({ id }) => id).toSorted()).toEqual(armed.toSorted());
      // Nobody met one, nothing moved one, and nothing stood still that would have had one covered.
      expect(new Set(ended.map(({ how }) => how))).toEqual(new Set(['fired']));
      for (const record of all.filter(({ cause }) => cause === 'duty')) {
        expect([record.dutyId, record.recordedAt]).toEqual([record.dutyId, record.dueAt]);
        expect(record.data['late']).toBeUndefined();
      }
      expect(driver.next()).toBeUndefined();
      expect(rows.filter(({ nextDuty }) => nextDuty !== undefined)).toEqual([]);
      for (const [measure] of MEASURES) {
        const state = await processState(world.engine, `${PROGRAMME}/measure/${measure}`);
        expect([measure, state?.next, state?.pending]).toEqual([measure, undefined, 0]);
      }
    });
  });

  describe('notices', () => {
    it('came from each fired notice duty exactly once, and from nothing else', () => {
      for (const record of ofMeasures()) {
        const { ended } = dutiesOf(record);
        const wanted = ended.map(({ id }) => id).filter((id) => expected.some((one) => one.id === id));
        expect(noticesOf(record).map(({ id }) => id)).toEqual(wanted);
      }
      const given = ofMeasures().flatMap(noticesOf);
      expect(given.map(({ id }) => id).toSorted()).toEqual(expected.map(({ id }) => id).toSorted());
    });

    it('went to the people and on the days of the table, decided in the hour before the letters leave', () => {
      const given = ofMeasures().flatMap((record) =>
        noticesOf(record).map((notice) => {
          expect(record.occurredAt >= `${record.occurredAt.slice(0, 10)}T07:30:00.000+08:00`).toBe(true);
          expect(record.occurredAt < `${record.occurredAt.slice(0, 10)}T08:25:00.000+08:00`).toBe(true);
          expect([notice.urgent, notice.leaveAt]).toEqual([false, slotOf(record.occurredAt)]);
          const names = (who: Notice['to']): string => who.map(({ person }) => person).join(' ');
          return `${record.occurredAt.slice(0, 10)} ${notice.id} ${notice.kind} to ${names(notice.to)} cc ${names(notice.cc)}`;
        }),
      );
      const wanted = expected.map(
        ({ id, kind, date, to, cc }) => `${date} ${id} ${kind} to ${to.join(' ')} cc ${cc.join(' ')}`,
      );
      expect(given.toSorted()).toEqual(wanted.toSorted());
    });
  });

  it('has one report of all overdue measures for each day on which some came to that rung', () => {
    const given = recordsOf(PROGRAMME).flatMap((record) =>
      noticesOf(record).map((notice) => {
        const names = (who: Notice['to']): string => who.map(({ person }) => person).join(' ');
        return `${record.occurredAt.slice(0, 10)} ${notice.id} ${notice.kind} to ${names(notice.to)} cc ${names(notice.cc)}`;
      }),
    );
    expect(given).toEqual(
      reports.map(
        ({ id, kind, date, to, cc }) => `${date} ${id} ${kind} to ${to.join(' ')} cc ${cc.join(' ')}`,
      ),
    );
    const listed = recordsOf(PROGRAMME)
      .filter(({ type }) => type === 'ReportPrepared' || type === 'ReportSent')
      .map(({ data }) => (data['measures'] as readonly string[]).length);
    expect(listed).toEqual(REPORTS.flatMap(({ counts }) => counts));
    expect(recordsOf(PROGRAMME).filter(({ type }) => type === 'ReportSent')).toHaveLength(REPORTS.length);
  });

  describe('letters', () => {
    it('carried every notice to every recipient exactly once, one letter a person and day', () => {
      const letters = rows.filter(({ kind }) => kind === 'letter').map(({ process }) => recordsOf(process));
      const carried = letters.map((letter) => {
        const gathered = letter.filter(({ type }) => type === 'NoticeGathered');
        const types = ['LetterOpened', ...gathered.map(({ type }) => type), 'LetterSealed', 'Delivered'];
        expect(letter.map(({ type }) => type)).toEqual(types);
        expect(letter.at(-2)?.occurredAt).toBe(openingOf(letter).leaveAt);
        expect(letter.at(-1)?.data).toMatchObject({ attempt: 1, copies: 1 });
        const { person, leaveAt } = openingOf(letter);
        const ids = gathered.map(({ data }) => {
          const { notice, as } = data as unknown as LetterNotice;
          return `${notice.id} ${as}`;
        });
        return [`${leaveAt.slice(0, 10)} ${person}`, ids.toSorted()] as const;
      });
      expect(carried.toSorted(byKey)).toEqual(lettersWanted(({ id }, as) => `${id} ${as}`));
      expect(carried).toHaveLength(TOTALS.letters);
      expect(carried.flatMap(([, ids]) => ids)).toHaveLength(TOTALS.copies);
    });

    it('reached the people as mails that say so: one mail a person and day, at half past eight', () => {
      const read = mails.map((mail) => {
        expect(mail.date).toBe(slotOf(mail.date));
        expect(mail.to.address.endsWith(`@${MAIL_DOMAIN}`)).toBe(true);
        const sections = sectionsIn(mail);
        // A consolidated report is found by every measure it lists, too.
        const spoken = [...new Set(sections.map(({ measure }) => measure))];
        const reports = spoken.some((one) => one.startsWith('专报'));
        const found = reports
          ? mail.measures.filter((one) => spoken.includes(one) || !mail.text.includes(one))
          : mail.measures;
        expect(found.toSorted()).toEqual(spoken.toSorted());
        const key = `${mail.date.slice(0, 10)} ${mail.to.address.split('@')[0] ?? ''}`;
        return [key, sections.map(({ heading }) => heading).toSorted()] as const;
      });
      expect(read.toSorted(byKey)).toEqual(lettersWanted(headingOf));
      expect(read).toHaveLength(TOTALS.letters);
    });

    it('are each one mail under the Message-ID of their history', () => {
      const opened = rows
        .filter(({ kind }) => kind === 'letter')
        .map(({ process }) => openingOf(recordsOf(process)));
      const ids = opened.map(({ messageId, address }) => `${messageId} ${address}`);
      expect(mails.map(({ messageId, to }) => `${messageId} ${to.address}`).toSorted()).toEqual(
        ids.toSorted(),
      );
      expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(TOTALS.letters);
    });
  });

  describe('the ladder', () => {
    it.each([
      ['催办', 1, 'the office head', (head: string) => [head]],
      ['呈阅·督办', 3, 'the supervising leader', (_head: string, leader: string) => [leader]],
      [
        '呈阅·约谈通报建议',
        10,
        'the rectification office and the principal leader',
        () => ['juzhang', 'zgb-lianluo', 'zgb-zhuren'],
      ],
    ] as const)(
      '【%s】, %i working days late, is put to %s of every measure',
      (tag, after, _whom, people) => {
        const told = mails.flatMap((mail) =>
          sectionsIn(mail)
            .filter((section) => section.tag === tag)
            .map(({ measure }) => `${measure} ${mail.date.slice(0, 10)} ${mail.to.address}`),
        );
        const wanted = MEASURES.flatMap(([measure, deadline, { head, leader }]) => {
          const day = DEADLINES.find((one) => one.deadline === deadline)?.late[after] ?? '';
          return people(head, leader).map((person) => `${measure} ${dateIn(day)} ${person}@${MAIL_DOMAIN}`);
        });
        expect(told.toSorted()).toEqual(wanted.toSorted());
      },
    );
  });

  describe('lights', () => {
    it('turned yellow and red at the first minute of the days of the table, for the reason it gives', () => {
      for (const [measure, deadline, , , yellow, because] of MEASURES) {
        const red = redOf(deadline);
        const changes = recordsOf(`${PROGRAMME}/measure/${measure}`)
          .filter(({ type }) => type === 'LightChanged')
          .map(({ occurredAt, data }) => [measure, occurredAt, data['from'], data['to'], data['reason']]);
        expect(changes).toEqual([
          [measure, `${dateIn(yellow)}T00:00:00.000+08:00`, 'green', 'yellow', because],
          [measure, `${red}T00:00:00.000+08:00`, 'yellow', 'red', 'overdue'],
        ]);
      }
    });

    it('were told to the programme on the same days, with start and standing; how all stood at the launch it knew', () => {
      const heard = recordsOf(PROGRAMME)
        .filter(({ type }) => type === 'StandingHeard')
        .map(({ occurredAt, data }) => {
          const { measure, status, light, standing } = data as Readonly<Record<string, string>>;
          return `${measure} ${occurredAt.slice(0, 10)} ${status} ${light} ${standing}`;
        });
      const wanted = MEASURES.flatMap(([measure, deadline, , starts, yellow]) => [
        `${measure} ${dateIn(starts)} under_way green 推进中`,
        `${measure} ${dateIn(yellow)} under_way yellow 推进中`,
        `${measure} ${redOf(deadline)} under_way red 未完成`,
        // And what the brief will say: a missed milestone, a rung climbed.
        ...MILESTONES.filter(([of]) => of === measure).map(
          ([, , , , missed]) => `${measure} ${dateIn(missed)} under_way yellow 推进中`,
        ),
        ...Object.values(DEADLINES.find((one) => one.deadline === deadline)?.late ?? {}).map(
          (day) => `${measure} ${dateIn(day)} under_way red 未完成`,
        ),
      ]);
      expect(heard.toSorted()).toEqual(wanted.toSorted());
    });

    it('leave all measures 未完成 in the end: in the processes, in the programme and in the ledger', async () => {
      const programme = await processState(world.engine, PROGRAMME);
      expect(programme?.at).toBe(`${dateIn(LAST_DAY)}T18:00:00.000+08:00`);
      const standings = (programme?.frame.state as ProgrammeState | undefined)?.standings;
      const ending = { status: 'under_way', light: 'red', standing: '未完成' };
      expect(standings).toEqual(
        Object.fromEntries(MEASURES.map(([id, deadline]) => [id, { ...ending, due: dateIn(deadline) }])),
      );
      for (const [id, deadline] of MEASURES) {
        const { status, light, due }: MeasureState = await world.measure(id);
        expect([id, status, light, due]).toEqual([id, ending.status, ending.light, dateIn(deadline)]);
        const row = rows.find(({ process }) => process === `${PROGRAMME}/measure/${id}`);
        expect([id, row?.status, row?.light, row?.card.standing]).toEqual([
          id,
          ending.status,
          ending.light,
          ending.standing,
        ]);
      }
    });
  });

  it('is recorded in the ledger as it stands in the processes, with nobody but the processes acting', async () => {
    for (const row of rows.filter(({ open }) => open)) {
      const state = await processState(world.engine, row.process);
      expect([row.process, recordsOf(row.process).at(-1)?.hash]).toEqual([row.process, state?.head]);
    }
    expect(rows.filter(({ kind }) => kind !== 'letter')).toHaveLength(1 + 1 + MEASURES.length);
    expect([...records.values()].flat().filter(({ actor }) => actor !== null)).toEqual([]);
  });
});

/** `2022-06-30` of `Thu 2022-06-30`. */
function dateIn(day: string): string {
  return day.slice(4);
}

/** 6月30日 */
function spoken(date: string): string {
  const [, month, day] = date.split('-').map(Number);
  return `${month}月${day}日`;
}

function weekday(date: string): string {
  return ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][new Date(`${date}T00:00:00Z`).getUTCDay()] ?? '';
}

function redOf(deadline: string): string {
  return dateIn(DEADLINES.find((one) => one.deadline === deadline)?.red ?? '');
}

/** When the letters of that day leave. */
function slotOf(instant: string): string {
  return `${instant.slice(0, 10)}T08:30:00.000+08:00`;
}

function dutiesOf(record: EventRecord): DutyChanges {
  return (record.data['duties'] ?? { armed: [], ended: [] }) as unknown as DutyChanges;
}

/** What a letter's first record says. */
function openingOf(
  letter: readonly EventRecord[],
): Readonly<Record<'person' | 'leaveAt' | 'messageId' | 'address', string>> {
  return (letter[0]?.data ?? {}) as Readonly<Record<'person' | 'leaveAt' | 'messageId' | 'address', string>>;
}

function noticesOf(record: EventRecord): readonly Notice[] {
  return (record.data['notices'] ?? []) as unknown as readonly Notice[];
}

/** What each person is to be told on each day, put as asked, by day and person. */
function lettersWanted(
  put: (one: Expected, as: 'to' | 'cc') => string,
): readonly (readonly [string, readonly string[]])[] {
  const letters = new Map<string, string[]>();
  for (const one of everything) {
    for (const as of ['to', 'cc'] as const) {
      for (const person of one[as]) {
        const key = `${one.date} ${person}`;
        letters.set(key, [...(letters.get(key) ?? []), put(one, as)]);
      }
    }
  }
  return [...letters].map(([key, told]) => [key, told.toSorted()] as const).toSorted(byKey);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function headingOf({ tag, says }: Expected, as: 'to' | 'cc'): string {
  return `【${tag}${as === 'cc' ? '·抄送' : ''}】${says}`;
}

/** The sections of a mail: a heading, and below it which measure, in full, and who leads. The list of contents has no such line. */
const SECTION =
  /^(?:\d+\. )?【(?<tag>[^】]+)】(?<says>(?<measure>M\d\d|专报〔2022〕\d号) .*)\n(?:\k<measure> .*（牵头：.*）|浙江省统计局落实国家统计督察反馈意见整改)$/gmu;

function sectionsIn(
  mail: CaughtLetter,
): readonly { readonly tag: string; readonly measure: string; readonly heading: string }[] {
  return [...mail.text.matchAll(SECTION)].map(({ groups }) => {
    const { tag = '', measure = '', says = '' } = groups ?? {};
    return { tag, measure, heading: `【${tag}】${says.replace(/节点“.*”/u, '节点')}` };
  });
}
