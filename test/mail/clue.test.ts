import type { ClueFacts } from '../../src/domain/clue/facts.ts';
import { NOTICE_KINDS, type NoticeFacts, type NoticeKind } from '../../src/domain/notice.ts';
import { compose } from '../../src/mail/compose.ts';
import { letterOf, letterWith, noticeOf } from './support/letters.ts';

/** A measure's own letters about clues that it has still to hand over are not among them. */
const CLUE_KINDS = NOTICE_KINDS.filter((kind) => noticeOf(kind).facts.clue !== undefined);
const ABOUT = '线索〔2022〕17号 问题线索（来源：数据质量处';
const FOOTER = '本邮件为工作提示，不替代正式文书。严禁传递涉密信息。';

function withClue(kind: NoticeKind, clue: Partial<ClueFacts>): Partial<NoticeFacts> {
  const known = noticeOf(kind).facts.clue;
  if (known === undefined) throw new Error(`${kind} has no sample of a clue`);
  return { clue: { ...known, ...clue } };
}

describe('every kind of notice about a clue', () => {
  it.each(CLUE_KINDS)(
    '%s says which clue, whose, to whom, where one acts; no measure and no command',
    (kind) => {
      const { subject, text, html, ics } = compose(letterWith(kind));
      expect(subject).toMatch(/^【.+】线索〔2022〕17号\S+$/);
      for (const said of [
        ABOUT,
        '主送：基层处承办人 张三',
        '抄送：基层处处长 李四',
        '登录查看：zhenggai clue show 17',
        FOOTER,
      ])
        expect(text).toContain(said);
      expect(`${text}${html}`).not.toMatch(/完成时限|牵头|责令|报审|undefined|NaN|\[object|未能完整显示/);
      expect(text).not.toMatch(/[，。；]{2}|、。|：。|（）|，。|）（/);
      expect(ics).toBeUndefined();
    },
  );

  it.each(CLUE_KINDS)('%s holds no word of anybody: no reason, no report, no finding', (kind) => {
    const marker = '绝密标记';
    const { subject, text, html, headers } = compose(
      letterWith(kind, {
        reason: marker,
        missing: [marker],
        findings: [marker],
        lastReport: { date: '2022-09-01', text: marker },
      }),
    );
    expect(`${subject}${text}${html}${Object.values(headers).join()}`).not.toContain(marker);
    expect(Object.values(headers).join()).not.toContain(encodeURIComponent(marker));
  });

  it.each(CLUE_KINDS)('%s says no half sentences where it is told little', (kind) => {
    const { by: _by, next: _next, originalDue: _due, actBy: _actBy, ...bare } = noticeOf(kind).facts;
    const clue: ClueFacts = { code: '线索〔2022〕17号', sender: '数据质量处', holder: '执法监督局' };
    const facts = { ...bare, reminded: 0, urged: 0, clue };
    const { text } = compose(letterOf([{ notice: { ...noticeOf(kind), facts }, as: 'to' }]));
    expect(text).toContain(ABOUT);
    expect(text).not.toMatch(/undefined|NaN|[，。；]{2}|、。|（）|“”|：。|，。|于。|于前|未能完整显示/);
  });

  it('without what it needs is told all the same, in general words', () => {
    const { clue: _, ...facts } = noticeOf('clue_urge').facts;
    const { subject, text } = compose(letterOf([{ notice: { ...noticeOf('clue_urge'), facts }, as: 'to' }]));
    expect(subject).toBe('【线索催办】线索〔2022〕17号 有一件事项');
    expect(text).toContain('请登录系统查看，或与整改办联系');
  });
});

describe('a clue', () => {
  it('that was handed over is to be acknowledged by its date; its content is not in the mail', () => {
    const { subject, text } = compose(letterWith('clue_to_acknowledge'));
    expect(subject).toBe('【待签收】线索〔2022〕17号，请于9月2日前签收');
    for (const said of [
      '数据质量处交来线索〔2022〕17号，请贵单位于9月2日（周五）前（含当日）签收。',
      '线索内容、附件和有关理由请登录查看，邮件不载。',
      '请按时签收；不属于本单位职责的，请在时限内说明理由退回（经上级指定承办的除外）。',
      '下一步：9月5日（周一）仍未办理的，将向处室负责人催办。',
      '本环节时限：签收，9月2日（周五），还有1个工作日',
    ])
      expect(text).toContain(said);
  });

  it('is reminded of with the step, the working days left and the way to an extension', () => {
    const { subject, text } = compose(letterWith('clue_reminder'));
    expect(subject).toBe('【线索提醒】线索〔2022〕17号，核查距时限4个工作日(9月26日)');
    expect(text).toContain('如需延期，请在到期前提出申请。');
    const sign = compose(letterWith('clue_reminder', withClue('clue_reminder', { step: '签收' }))).text;
    expect(sign).not.toContain('延期');
    const today = compose(letterWith('clue_reminder', { today: '2022-09-26', daysLeft: 0 }));
    expect(today.subject).toBe('【线索提醒】线索〔2022〕17号，核查今日到期(9月26日)');
  });

  it('whose limit runs in hours is told to the minute, with no count of working days', () => {
    const { subject, text } = compose(letterWith('clue_crime_decided'));
    expect(subject).toBe('【涉嫌犯罪决定】线索〔2022〕17号决定移送，请于9月22日10:05前移送公安机关');
    expect(text).toContain('于9月22日（周四）10:05前移送，并登录登记移送机关和文号');
    expect(text).toContain('本环节时限：移送涉嫌犯罪案件，9月22日（周四）10:05\n');
    expect(text).not.toMatch(/\d个工作日/);
    const dueAt = '2022-09-23T16:20:00.000+08:00';
    const reminder = compose(letterWith('clue_reminder', withClue('clue_reminder', { dueAt })));
    expect(reminder.text).toContain('“核查”应于9月23日（周五）16:20前完成。');
    expect(reminder.text).not.toMatch(/还有|延期/);
  });

  it.each([
    ['clue_urge', '【线索催办】线索〔2022〕17号，核查已逾期1个工作日', '此前已提醒4次。'],
    ['clue_supervise', '【呈阅·线索督办】线索〔2022〕17号，核查已逾期3个工作日', '此前已提醒4次、催办1次。'],
    ['clue_principal', '【呈阅·线索专报】线索〔2022〕17号，核查已逾期5个工作日', '此前已提醒4次、催办2次。'],
  ] as const)('that is late climbs by %s', (kind, heading, done) => {
    const { subject, text } = compose(letterWith(kind));
    expect(subject).toBe(heading);
    expect(text).toContain(done);
    expect(text).toContain('线索〔2022〕17号，“核查”应于9月26日（周一）前（含当日）完成，已逾期');
    expect(text.includes('呈请阅示：\n  · 建议')).toBe(kind !== 'clue_urge');
  });

  it('that was returned is its sender’s again: who returned it, how often it may be, by when', () => {
    const { subject, text } = compose(letterWith('clue_returned'));
    expect(subject).toBe('【线索退回】线索〔2022〕17号，执法监督局已退回，请于9月7日前另行处理');
    expect(text).toContain('（第1次，最多2次；经办人：执法监督局负责人 郑十一），现由数据质量处持有');
    expect(text).toContain('问题线索（来源：数据质量处）\n');
    expect(text).toContain('请登录查看退回理由');
  });

  it('that came by letter names the letter and the date that nothing inside passes', () => {
    const { text } = compose(letterWith('clue_extension_refused'));
    expect(text).toContain('该线索由转交函（国统转〔2022〕31号）转来，函定办结时限9月30日（周五）');
    expect(text).toContain('转交函：国统转〔2022〕31号，9月30日（周五）前办结');
    expect(compose(letterWith('clue_reminder')).text).not.toContain('转交函');
  });

  it('with an extension granted keeps the date before in sight', () => {
    const { subject, text } = compose(letterWith('clue_extension_granted'));
    expect(subject).toBe('【同意线索延期】线索〔2022〕17号，核查时限调整为10月17日(原9月26日)');
    expect(text).toContain('原时限9月26日（周一）仍留存记录。');
  });

  it('reported on tells the cases filed, or that none was', () => {
    expect(compose(letterWith('clue_reported')).text).toContain(
      '执法监督局已报告线索〔2022〕17号的办理情况，立案2件（',
    );
    const none = compose(letterWith('clue_reported', withClue('clue_reported', { cases: 0 })));
    expect(none.text).toContain('办理情况，未立案（');
  });

  it('with a result from outside asks its sender for nothing yet', () => {
    const { subject, text } = compose(
      letterWith('clue_reported', withClue('clue_reported', { step: '报告办理情况', other: '市监委' })),
    );
    expect(subject).toBe('【办理情况报告】线索〔2022〕17号，已登记市监委的办理结果');
    expect(text).toContain('  · 请登录查阅。\n');
    expect(text).not.toContain('补充核查');
  });

  it('of a suspected crime is to be decided, and transferred or gone on with', () => {
    expect(compose(letterWith('clue_crime_asked')).subject).toBe(
      '【涉嫌犯罪待决定】线索〔2022〕17号涉嫌犯罪，请于9月23日前决定是否移送',
    );
    const kept = compose(
      letterWith('clue_crime_decided', withClue('clue_crime_decided', { transfer: false })),
    );
    expect(kept.subject).toBe('【涉嫌犯罪决定】线索〔2022〕17号决定不移送，请继续办理');
    expect(kept.text).toContain('不移送的理由请登录查看');
  });

  it('urged by somebody before its date is not called late', () => {
    const { subject, text } = compose(
      letterWith('clue_urge', {
        today: '2022-09-20',
        daysLeft: 4,
        by: { name: '孙十', postTitle: '数据质量处处长' },
      }),
    );
    expect(subject).toBe('【线索催办】线索〔2022〕17号，请尽快办理“核查”');
    expect(text).toContain('数据质量处处长 孙十对线索〔2022〕17号提出催办。');
    expect(text).not.toMatch(/逾期|已过时限|未按时/);
  });

  it('transferred to a body outside is followed up by who transferred it; the body is not urged', () => {
    const { subject, text } = compose(letterWith('clue_follow_up'));
    expect(subject).toContain('请跟进移送省纪委监委驻局纪检监察组后的办理情况(10月20日)');
    expect(text).toContain('不属本系统提醒、催办的范围');
    expect(text).not.toMatch(/逾期|下一步/);
    const police = compose(
      letterWith(
        'clue_follow_up',
        withClue('clue_follow_up', { step: '跟进公安机关答复', holder: '执法监督局' }),
      ),
    );
    expect(police.subject).toBe('【移送跟进】线索〔2022〕17号，请跟进公安机关答复(10月20日)');
    expect(police.text).toContain('登录登记是否立案的答复');
  });

  it('stands in a digest under names of its own', () => {
    const { subject } = compose(
      letterOf(
        (['clue_reminder', 'reminder', 'clue_urge', 'urge', 'clue_received'] as const).map((kind) => ({
          notice: noticeOf(kind),
          as: 'to' as const,
        })),
      ),
    );
    expect(subject).toMatch(/：催办1件、线索催办1件、提醒1件、线索提醒1件、线索接收1件$/);
  });

  it('is named, with its units, in a letter about a letter that did not arrive', () => {
    const { clue } = noticeOf('clue_urge').facts;
    const { text } = compose(
      letterWith('undeliverable', {
        process: 'zhejiang-2022/clue/17',
        measure: '线索〔2022〕17号',
        title: '问题线索',
        ...(clue && { clue }),
      }),
    );
    expect(text).toContain(ABOUT);
    expect(text).not.toMatch(/牵头|完成时限/);
  });
});
