import { ADOPT_RULES } from '../../src/domain/adoption.ts';
import * as machine from '../../src/domain/machine.ts';
import { measureRules1 } from '../../src/domain/measure/rules.ts';
import type { MeasureState } from '../../src/domain/measure/state.ts';
import { rejectionText } from '../../src/domain/refusals.ts';
import { RULES, rulesFor } from '../../src/domain/rules.ts';
import { measureRules2, RULES_AND_2 } from '../support/rules-2.ts';
import { ADMIN, directory } from './directory/directory.ts';
import { letter } from './letter/letter.ts';
import { REPORT, type Measure } from './measure/measure.ts';
import { programme } from './programme/programme.ts';
import { at, bookOf, dutiesOf, Life, measureInput, PEOPLE, Rejected } from './support.ts';

const { office, head, handler, outsider } = PEOPLE;
const TO_2 = { type: ADOPT_RULES, to: 2 };

/** A measure under rules 1, in a program that knows rules 2 as well; its deadline is 31 August 2022. */
function measure(input: object = {}): Measure {
  return new Life<MeasureState>(
    bookOf(measureRules1, measureRules2),
    { ...measureInput(), ...input },
    at('2022-06-01'),
  );
}

function rungs(life: Measure): readonly string[] {
  return life.pending.filter((one) => one.kind === 'ladder').map((one) => one.id.split('/').at(-2) ?? '');
}

describe('a process under older rules', () => {
  it('stays under them when a newer program carries it on', () => {
    const life = measure().until(at('2022-09-02'));
    expect(life.all('Escalated').map((one) => [one.data['after'], one.rules])).toEqual([[1, 1]]);
  });

  it('goes on under newer ones from the event that says so, and every date these set otherwise has moved', () => {
    const life = measure().until(at('2022-06-20'));
    expect(rungs(life)).toEqual(['001', '003', '005', '010']);
    life.must(office, TO_2);
    expect(rungs(life)).toEqual(['002', '003', '005', '010']);
    const adopted = life.last('RulesAdopted');
    expect(adopted).toMatchObject({
      rules: 1,
      cause: 'update',
      actor: { person: office, role: 'rectification_office' },
      data: { from: 1, to: 2 },
    });
    expect(dutiesOf(adopted)).toMatchObject({
      armed: [{ id: expect.stringMatching(/ladder\/deadline\/002/) as string }],
      ended: [{ id: expect.stringMatching(/ladder\/deadline\/001/) as string, how: 'moved' }],
    });
    life.until(at('2022-09-06'));
    expect(life.all('Escalated').map((one) => [one.data['after'], one.rules])).toEqual([
      [2, 2],
      [3, 2],
    ]);
  });

  it('climbs at the next slot a rung that the newer rules put before now, and repeats none that was climbed', () => {
    const life = measure().until(at('2022-09-02', '12:00'));
    expect(life.all('Escalated').map((one) => one.data['after'])).toEqual([1]);
    life.must(office, TO_2).until(at('2022-09-05', '12:00'));
    expect(life.all('Escalated').map((one) => [one.data['after'], one.rules])).toEqual([
      [1, 1],
      [2, 2],
      [3, 2],
    ]);
  });

  it('begins under the newer ones where its start says so', () => {
    const life = measure({ rules: 2 }).until(at('2022-09-02'));
    expect(life.all('Escalated').map((one) => one.data['after'])).toEqual([2]);
    expect(life.drafts.every((one) => one.rules === 2)).toBe(true);
  });

  it('remembers under which rules it is across runs', () => {
    const life = measure().until(at('2022-06-20')).must(office, TO_2).remember();
    expect(rungs(life)).toEqual(['002', '003', '005', '010']);
  });
});

describe('who may move a process to newer rules', () => {
  it('of a measure: the rectification office, and nobody else', () => {
    const life = measure();
    expect(life.ask(head, TO_2)).toEqual({
      code: 'not_permitted',
      params: { person: '李四', command: '改用新规则', allowed: '整改办', held: '处室负责人' },
    });
    expect(life.ask(outsider, TO_2)?.code).toBe('not_holder');
    expect(life.ask(office, TO_2)).toBeUndefined();
    expect(life.all('CommandRefused')).toHaveLength(2);
  });

  it('of the directory: its administrator', () => {
    const { input, now } = directory();
    const { at: rules, latest } = rulesFor('directory', RULES_AND_2);
    const life = new Life({ at: rules, latest }, input, now);
    expect(life.act(head, TO_2)).toBe('not_permitted');
    expect(life.act(outsider, TO_2)).toBe('not_holder');
    expect(life.act(ADMIN, TO_2)).toBeUndefined();
    expect(life.last('RulesAdopted').actor).toMatchObject({ person: ADMIN, role: 'system_admin' });
  });

  it('of the programme: the rectification office it was launched with', () => {
    const { input, now } = programme();
    const life = new Life(rulesFor('programme', RULES_AND_2), input, now);
    expect(life.act(head, TO_2)).toBe('not_holder');
    expect(life.act(office, TO_2)).toBeUndefined();
    expect(life.frame.rules).toBe(2);
  });

  it('of a letter: nobody', () => {
    const { input, now } = letter();
    const life = new Life(rulesFor('letter', RULES_AND_2), input, now);
    expect(() => life.act(office, TO_2)).toThrow(Rejected);
    expect(life.frame.rules).toBe(1);
  });
});

describe('a wish for other rules', () => {
  it('is turned away where this program does not know them', () => {
    expect(() => measure().act(office, { type: ADOPT_RULES, to: 3 })).toThrow(
      rejectionText('unknown_rules', { to: '3', latest: '2' }),
    );
  });

  it.each([{ type: ADOPT_RULES }, { type: ADOPT_RULES, to: '2' }, { type: ADOPT_RULES, to: 2, all: true }])(
    'is turned away where it is malformed: %j',
    (command) => {
      expect(() => measure().act(office, command)).toThrow(/^请求格式有误：/);
    },
  );

  it('is refused for the same or older ones', () => {
    const life = measure().must(office, TO_2);
    expect(life.ask(office, TO_2)).toEqual({ code: 'older_rules', params: { to: '2', rules: '2' } });
    expect(life.ask(office, { type: ADOPT_RULES, to: 1 })?.code).toBe('older_rules');
  });

  it('asked twice under one id is answered the same', () => {
    const life = measure();
    const before = life.drafts.length;
    life.must(office, TO_2).must(handler, REPORT);
    const [request] = life.frame.requests;
    expect(request).toEqual({ id: 'q1', seq: before + 1 });
  });
});

describe('a program that is too old for a process', () => {
  it('does not go on with it by rules of its own', () => {
    const life = measure().must(office, TO_2);
    const old = rulesFor('measure', RULES) as machine.RuleBook<MeasureState>;
    expect(() => machine.nextDuty(old, life.frame)).toThrow(machine.UnknownRules);
    expect(() => machine.open(old, { ...measureInput(), rules: 2 } as never, at('2022-06-01'))).toThrow(
      machine.UnknownRules,
    );
  });

  it('knows a number under which nothing of that kind changed', () => {
    expect(rulesFor('letter', RULES_AND_2).at(2)).toBe(RULES.letter[1]);
    expect(rulesFor('letter', RULES_AND_2).at(3)).toBeUndefined();
    expect(rulesFor('letter', RULES_AND_2).at(0)).toBeUndefined();
    expect(rulesFor('letter', RULES_AND_2).at(1.5)).toBeUndefined();
  });
});
