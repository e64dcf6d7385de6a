import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isWorkingDay, workingDaysBetween } from '../../src/domain/calendar.ts';
import { calendarHash, stateCouncilCalendar } from '../../src/plan/calendar.ts';
import { readPlan } from '../../src/plan/read-plan.ts';
import { edited, removeFolders, zhejiang, ZHEJIANG } from './support.ts';

afterAll(removeFolders);

const source = readFileSync(join(ZHEJIANG, 'source.txt'), 'utf8');
const plan = zhejiang();
const measure = (id: string) => {
  const found = plan.measures.find((one) => one.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};

describe('the Zhejiang programme keeps to what the notice says', () => {
  it('has the counts the notice gives: 4 aspects, 11 problems, 21 measures', () => {
    expect(source).toContain('4个方面11个问题,提出了21项具体整改措施');
    expect([plan.aspects.length, plan.problems.length, plan.measures.length]).toEqual([4, 11, 21]);
    const ids = Array.from({ length: 21 }, (_, n) => `M${String(n + 1).padStart(2, '0')}`);
    expect(plan.measures.map(({ id }) => id)).toEqual(ids);
    expect(plan.measures.map(({ number }) => number)).toEqual(ids.map((_, n) => n + 1));
  });

  it.each(plan.measures.map(({ id, text }) => [id, text]))('quotes %s word for word', (_, text) => {
    expect(source).toContain(text);
  });

  it('has aspects, and names of documents, word for word', () => {
    for (const { title } of plan.aspects) expect(source).toContain(title);
    const documents = plan.measures
      .flatMap(({ requirements }) => requirements)
      .filter((requirement) => requirement.type === 'document');
    expect(documents).toHaveLength(8);
    for (const { title } of documents) expect(source).toContain(`《${title}》`);
  });

  it('takes its figures from the quotes they belong to, as published', () => {
    const figures = plan.measures.flatMap(({ text, published = [] }) =>
      published.map(({ value, unit }) => [text, value, unit] as const),
    );
    expect(figures.map(([, value]) => value)).toEqual([4229, 3323, 223, 21, 164, 266, 2, 12]);
    for (const [text, value, unit] of figures) expect(text).toContain(`${value}${unit[0] ?? ''}`);
  });

  it('takes feedback, inspection, issuer and index from the notice', () => {
    expect(source).toContain('国家统计局第2统计督察组于2021年9月6日至17日');
    expect(plan.inspection).toEqual({
      team: '国家统计局第2统计督察组',
      from: '2021-09-06',
      to: '2021-09-17',
    });
    expect(source).toContain('2022年6月1日,向我局反馈了督察意见');
    expect(plan.feedback).toBe('2022-06-01');
    expect(source).toContain(plan.source.index);
    expect(source).toContain('公开日期: 2022-08-26');
    expect(plan.source.published).toBe('2022-08-26');
  });

  it('marks as assumed what the notice does not give', () => {
    expect(plan.assumed).toEqual(['launch', 'outerLimit', 'office']);
    expect(plan.problems.every(({ assumed, text }) => assumed && text === undefined)).toBe(true);
    expect(plan.directory.units.every(({ assumed }) => assumed)).toBe(true);
    for (const { assumed, start, deadline, milestones } of plan.measures) {
      expect(assumed).toEqual(['category', 'lead', 'supporting', 'problems', 'milestones', 'deadline']);
      expect([start, deadline, ...milestones.map(({ due }) => due)].every((date) => date.assumed)).toBe(true);
    }
    expect(measure('M01').policy.assumed).toContain('ladder');
  });

  it('names no official: people stand for posts, at addresses that cannot exist', () => {
    for (const { name, address } of plan.directory.people) {
      expect(name).toMatch(/（示例）$/);
      expect(address).toMatch(/\.example$/);
    }
  });

  it('has every problem answered and some measures answering several', () => {
    const answered = new Set(plan.measures.flatMap(({ problems }) => problems));
    expect([...answered].toSorted()).toEqual(plan.problems.map(({ id }) => id));
    expect(plan.measures.some(({ problems }) => problems.length > 1)).toBe(true);
  });
});

describe('the Zhejiang programme can be kept', () => {
  it('has no warnings and dates on working days between launch and outer limit', () => {
    const read = readPlan(ZHEJIANG);
    expect(read).toMatchObject({ ok: true, warnings: [] });
    expect(plan.outerLimit.date).toBe('2022-09-01');
    for (const { start, milestones, deadline } of plan.measures) {
      const dates = [start, ...milestones.map(({ due }) => due)].map(({ date }) => date);
      expect(dates).toEqual(dates.toSorted());
      expect(start.date >= plan.launch && deadline.date <= plan.outerLimit.date).toBe(true);
      expect(dates.every((date) => isWorkingDay(plan.calendar, date))).toBe(true);
      expect(milestones.at(-1)?.due).toEqual(deadline);
      expect(milestones.reduce((sum, { takes }) => sum + takes, 0)).toBeLessThanOrEqual(45);
      for (const [n, { takes, due }] of milestones.entries()) {
        expect(workingDaysBetween(plan.calendar, dates[n] ?? '', due.date)).toBe(takes);
      }
    }
  });

  it('gives every measure the posts of its unit, its leaders and the rectification office', () => {
    expect(measure('M06').roles).toEqual({
      case_handler: ['330000/jcc/case_handler'],
      liaison: ['330000/jcc/liaison'],
      office_head: ['330000/jcc/office_head'],
      supervising_leader: ['330000/ld/supervising_leader_3'],
      principal_leader: ['330000/ld/principal_leader'],
      rectification_office: ['330000/zgb/director', '330000/zgb/liaison'],
      supporting_handler: ['330000/sgzx/case_handler'],
      supporting_head: ['330000/sgzx/office_head'],
    });
    const hosted = plan.measures.filter(({ hostOffice }) => hostOffice);
    expect(hosted.length).toBeGreaterThan(0);
    expect(hosted.every(({ lead }) => lead.id === 'fgc')).toBe(true);
  });

  it('reaches all regions, or those below, where a requirement says so', () => {
    const m01 = measure('M01').requirements.find(({ type }) => type === 'cascade');
    expect(m01).toMatchObject({ regions: plan.directory.regions });
    expect(plan.directory.regions).toHaveLength(12);
    const m10 = measure('M10').requirements.filter((requirement) => requirement.type === 'indicator');
    expect(m10[0]).toMatchObject({ target: 2, period: '2022' });
    expect(m10[1]).toMatchObject({
      minRatio: 0.03,
      localities: plan.directory.regions.slice(1).map(({ name }) => name),
    });
  });

  it('has a hash of its folder that an edit changes and reading again does not', () => {
    expect(plan.planHash).toBe(zhejiang().planHash);
    expect(plan.calendarHash).toBe(calendarHash(stateCouncilCalendar()));
    const other = readPlan(edited({ plan: [['title: 完善制度建设', 'title: 完善制度']] }));
    expect(other.ok && other.plan.planHash !== plan.planHash).toBe(true);
  });

  it('lets a measure replace a section of the policy, and keeps the rest', () => {
    const read = readPlan(
      edited({
        plan: [
          [
            '    deadline: {date: 2022-07-29}',
            '    policy: {yellowBefore: 10}\n    deadline: {date: 2022-07-29}',
          ],
        ],
      }),
    );
    if (!read.ok) throw new Error(JSON.stringify(read.errors));
    const [first, second] = read.plan.measures;
    expect(first?.policy.yellowBefore).toBe(10);
    expect(second?.policy.yellowBefore).toBe(7);
    expect(first?.policy.ladder).toEqual(second?.policy.ladder);
  });

  it('takes the posts a measure names itself', () => {
    const read = readPlan(
      edited({
        plan: [
          [
            '    deadline: {date: 2022-07-29}',
            '    roles: {liaison: [330000/bgs/liaison]}\n    deadline: {date: 2022-07-29}',
          ],
        ],
      }),
    );
    expect(read.ok && read.plan.measures[0]?.roles.liaison).toEqual(['330000/bgs/liaison']);
  });

  it('warns of a post nobody holds and of an address that people share', () => {
    const read = readPlan(
      edited({
        directory: [
          ['posts: [330000/jcc/liaison]', 'posts: [330000/bgs/liaison]'],
          ['jcc-fuze@', 'bgs-fuze@'],
        ],
      }),
    );
    expect(read.ok && read.warnings).toEqual([
      expect.stringContaining('330000/jcc/liaison'),
      expect.stringContaining('bgs-fuze@zjtj.example'),
    ]);
  });
});
