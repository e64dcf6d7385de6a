import { Rejected } from '../support.ts';
import { programme } from './programme.ts';

const standing = (measure: string, light: string) => ({
  measure,
  status: 'under_way',
  light,
  standing: '推进中',
  due: '2022-08-31',
});

describe('a programme', () => {
  it('opens its directory first and then every measure, each with the hash of its input', () => {
    const { effects, last } = programme();
    expect(
      effects.map((one) => (one.kind === 'start' ? [one.workflow, one.process, one.inputHash[0]] : one.kind)),
    ).toEqual([
      ['directory', 'zj/directory', 'd'],
      ['measure', 'zj/measure/M01', 'm'],
      ['measure', 'zj/measure/M02', 'm'],
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
