import type { Effect } from '../../../src/domain/effects.ts';
import type { Roster } from '../../../src/domain/roster.ts';
import { Rejected } from '../support.ts';
import { programme } from './programme.ts';

const standing = (measure: string, light: string) => ({
  measure,
  status: 'under_way',
  light,
  standing: '推进中',
  due: '2022-08-31',
});

const starts = (effects: readonly Effect[]) =>
  effects.map((one) =>
    one.kind === 'start'
      ? [one.workflow, one.process, one.inputHash[0], one.last === true ? 'last' : '']
      : [one.kind],
  );

describe('a programme', () => {
  it('opens every measure, and its directory when they are there to be told, each with the hash of its input', () => {
    const { effects, last } = programme();
    expect(starts(effects)).toEqual([
      ['directory', 'zj/directory', 'd', 'last'],
      ['measure', 'zj/measure/M01', 'm', ''],
      ['measure', 'zj/measure/M02', 'm', ''],
    ]);
    expect(last.call(programme(), 'ProgrammeLaunched').data).toMatchObject({
      launch: '2022-06-06',
      opened: [
        { number: 1, measure: 'M01' },
        { number: 2, measure: 'M02' },
      ],
    });
  });

  it('gives each measure only the posts it names, with those who hold them', () => {
    const measure = programme().effects[1];
    const input =
      measure?.kind === 'start'
        ? (measure.input as { posts: object; roster: { holders: object } })
        : undefined;
    expect(Object.keys(input?.posts ?? {})).not.toContain('xx/admin');
    expect(input?.roster.holders).toMatchObject({ 'jcc/head': [{ person: 'li.si', appointment: 'a1.2' }] });
  });

  it('knows from the start how each measure stands, and its directory whom to tell of which posts', () => {
    const life = programme();
    const standing = { status: 'not_started', light: 'green', standing: '推进中', due: '2022-08-31' };
    expect(life.state.standings).toEqual({ M01: standing, M02: standing });
    const [directory, measure] = life.effects.map((one) => (one.kind === 'start' ? one.input : {}));
    expect(measure).toMatchObject({ entered: standing });
    const posts = Object.keys((measure?.['roster'] as unknown as Roster | undefined)?.holders ?? {});
    expect(directory?.['subscriptions']).toEqual({ 'zj/measure/M01': posts, 'zj/measure/M02': posts });
  });

  it('goes on as it was launched where its measures tell of themselves', () => {
    const life = programme(false);
    expect(starts(life.effects).map(([, process, , order]) => [process, order])).toEqual([
      ['zj/directory', ''],
      ['zj/measure/M01', ''],
      ['zj/measure/M02', ''],
    ]);
    expect(life.state.standings).toEqual({});
    const inputs = life.effects.map((one) => (one.kind === 'start' ? one.input : {}));
    expect(inputs.flatMap((input) => Object.keys(input))).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(entered|subscriptions)$/)]),
    );
  });

  it('keeps how each measure stands, and shows the worst light', () => {
    const life = programme();
    expect(life.row.light).toBe('green');
    life.hear('standing', standing('M01', 'yellow'), { from: 'zj/measure/M01' });
    life.hear('standing', standing('M02', 'red'), { from: 'zj/measure/M02' });
    expect(life.row.light).toBe('red');
    life.hear('standing', standing('M02', 'done_late'), { from: 'zj/measure/M02' });
    expect(life.row.light).toBe('yellow');
    expect(life.state.standings['M02']).toEqual({
      status: 'under_way',
      light: 'done_late',
      standing: '推进中',
      due: '2022-08-31',
    });
  });

  it('keeps what it does not understand as unknown, and takes nothing from people', () => {
    expect(programme().hear('standing', {}).types.at(-1)).toBe('SignalUnknown');
    expect(() => programme().act('sun.qi', { type: 'close' })).toThrow(Rejected);
  });
});
