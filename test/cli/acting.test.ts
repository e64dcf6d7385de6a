import { bodyOf, completed } from '../../src/cli/act-command.ts';
import { withUnit } from '../../src/cli/act-staff.ts';
import { commandTypeOf } from '../../src/cli/act-fields.ts';
import { doneOf } from '../../src/cli/acting.ts';
import { failureOf } from '../../src/cli/errors.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import { writeInstance } from '../../src/cli/instance.ts';
import { momentOption } from '../../src/cli/parse.ts';
import type { ActResult } from '../../src/client/act.ts';
import type { MeasureState } from '../../src/domain/measure/state.ts';
import { cli, configIn, folder, removeFolders } from './support.ts';
import { mkdirSync } from 'node:fs';

afterAll(removeFolders);

describe('what an act came to', () => {
  const failures: readonly (readonly [ActResult, number, string])[] = [
    [
      { kind: 'refused', requestId: 'r', seq: 9, head: 'h', refusal: { code: 'own_submission', params: {} } },
      4,
      '已拒绝：报审人不得审批本人报审的事项。',
    ],
    [{ kind: 'rejected', requestId: 'r', text: '请求格式有误：x。' }, 5, '请求无效：请求格式有误：x。'],
    [{ kind: 'not_found', requestId: 'r' }, 5, '引擎中没有正在进行的 p，请求未受理。'],
    [
      { kind: 'not_recorded', requestId: 'r' },
      6,
      '未记录：请求 r 在有效期内未被受理，不会再办理。可以重新提出。',
    ],
    [
      { kind: 'unknown', requestId: 'r' },
      7,
      '引擎没有应答，请求 r 是否已记录尚不清楚。待引擎恢复后，请用 timeline 查看，或带 --request-id r 再问一次（不会重复办理）。',
    ],
    [
      { kind: 'recorded_unanswered', requestId: 'r' },
      7,
      '请求 r 已记录在案，但没有等到办理结果。请稍后用 timeline 查看，或带 --request-id r 再问一次（不会重复办理）。',
    ],
  ];

  it.each(failures)('%j', async (result, code, text) => {
    const failure = await Promise.resolve()
      .then(() => doneOf(result, 'p'))
      .then(() => undefined, failureOf);
    expect(failure).toMatchObject({ text });
    expect(EXIT_CODES[failure!.exit]).toBe(code);
    expect(failure!.extra).toMatchObject({ requestId: 'r', process: 'p' });
  });

  it('is told when it was done', () => {
    expect(doneOf({ kind: 'done', requestId: 'r', seq: 9, head: 'h' }, 'p')).toEqual({
      requestId: 'r',
      seq: 9,
      head: 'h',
    });
  });
});

describe('a command typed', () => {
  it.each([
    ['报审', 'submit'],
    ['SUBMIT', 'submit'],
    ['request-extension', 'request_extension'],
    ['退回补正', 'return'],
    ['附佐证', 'attach'],
  ])('%s is %s', (typed, type) => {
    expect(commandTypeOf(typed, 'measure')).toBe(type);
  });

  const under = { status: 'under_review', round: 2, step: 1 } as unknown as MeasureState;

  it('approves the step that is open now, unless another is named', () => {
    expect(completed(bodyOf('approve', { as: 'x' }), under)).toEqual({ type: 'approve', round: 2, step: 2 });
    expect(completed(bodyOf('return', { as: 'x', reason: 'y', step: 1 }), under)).toEqual({
      type: 'return',
      reason: 'y',
      round: 2,
      step: 1,
    });
  });

  it('goes as typed where nobody knows the state', () => {
    expect(completed(bodyOf('approve', { as: 'x' }), undefined)).toEqual({ type: 'approve' });
  });

  it('takes regions of a cascade by name', () => {
    const state = {
      status: 'under_way',
      input: {
        plan: {
          requirements: [{ id: 'r3', type: 'cascade', regions: [{ code: '330100', name: '杭州市' }] }],
        },
      },
    } as unknown as MeasureState;
    const figure = [
      { locality: '杭州市', value: 1 },
      { locality: '330200', value: 1 },
    ];
    expect(completed(bodyOf('report', { as: 'x', text: 't', requirement: 'r3', figure }), state)).toEqual({
      type: 'report',
      text: 't',
      requirement: 'r3',
      figures: [
        { locality: '330100', value: 1 },
        { locality: '330200', value: 1 },
      ],
    });
  });
});

describe('a moment typed', () => {
  it('is the end of a date, or a time of it', () => {
    expect(momentOption('2022-08-31')).toBe('2022-08-31T23:59:59.999+08:00');
    expect(momentOption('2022-08-31 09:00')).toBe('2022-08-31T09:00:00.000+08:00');
    expect(momentOption('2022-08-31T09:00')).toBe('2022-08-31T09:00:00.000+08:00');
    expect(() => momentOption('2022-08-31 25:00')).toThrow('应为日期');
  });
});

describe('an instance whose database does not answer', () => {
  it('ends with 7', async () => {
    const data = folder();
    const config = configIn(data)('real');
    mkdirSync(config.data, { recursive: true });
    await writeInstance(config, {
      v: 1,
      pid: process.pid,
      clock: 'real',
      temporalAddress: '127.0.0.1:1',
      namespace: 'x',
      databaseUrl: 'postgres://zhenggai:secret@127.0.0.1:1/zhenggai',
      evidenceFolder: data,
      startedAt: '',
    });
    const said = await cli(['status', '--json'], { data });
    expect(said.code).toBe(7);
    expect(said.json().error.code).toBe('store-unreachable');
    expect(said.out).not.toContain('secret');
  });
});

describe('a unit typed', () => {
  const launch = {
    directory: {
      units: [{ id: 'zhc', name: '综合处', region: '330000' }],
      posts: ['handler', 'head', 'other'].map((one) => ({
        id: `zhc/${one}`,
        title: one,
        unit: 'zhc',
        unitName: '综合处',
        region: '330000',
      })),
    },
    measures: [
      {
        lead: { id: 'zhc', name: '综合处' },
        hostOffice: true,
        roles: { case_handler: ['zhc/handler'], office_head: ['zhc/head'], supervising_leader: [] },
      },
    ],
  } as unknown as Parameters<typeof withUnit>[0];
  const posts = (type: string, options = {}) =>
    (
      withUnit(launch, { type, unit: '综合处' }, options)['posts'] as readonly {
        readonly role: string;
        readonly id: string;
      }[]
    ).map(({ role, id }) => `${role} ${id}`);

  it('brings the posts that play the part for it in the programme, or those named', () => {
    expect(posts('change_unit')).toEqual(['case_handler zhc/handler', 'office_head zhc/head']);
    expect(posts('add_supporting', { handler: 'zhc/other' })).toEqual([
      'supporting_handler zhc/other',
      'supporting_head zhc/head',
    ]);
    expect(withUnit(launch, { type: 'change_unit', unit: 'zhc' }, {})).toMatchObject({
      unit: { id: 'zhc', name: '综合处' },
      hostOffice: true,
    });
  });

  it('must be one of the directory', () => {
    expect(() => withUnit(launch, { type: 'change_unit', unit: '总和处' }, {})).toThrow(
      '没有编号或名称为“总和处”的处室',
    );
  });
});
