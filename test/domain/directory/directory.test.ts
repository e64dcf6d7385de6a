import type { Roster } from '../../../src/domain/roster.ts';
import { at, PEOPLE } from '../support.ts';
import { ADMIN, directory, DIRECTORY } from './directory.ts';

const appoint = (person: string, post: string, more: object = {}) => ({
  type: 'appoint',
  person,
  post,
  ...more,
});
const NEW = { name: '郑十', address: 'zheng.shi@tjj.example' };

/** Two measures want to hear of posts: one of the unit's, one of a leader's. */
function subscribed() {
  const life = directory();
  life.hear('subscribe', { posts: ['jcc/handler', 'jcc/head'], rosterSeq: 1 }, { from: 'zj/measure/M06' });
  return life.hear('subscribe', { posts: ['ld/principal'], rosterSeq: 1 }, { from: 'zj/measure/M02' });
}

function told(life: ReturnType<typeof directory>): readonly string[] {
  return life.effects.flatMap((one) => {
    if (one.kind !== 'signal') return [];
    const roster = one.data['roster'] as unknown as Roster;
    const posts = Object.entries(roster.holders).map(
      ([post, held]) => `${post}=${held.map((h) => h.person).join('+')}`,
    );
    return [`${one.to} ${posts.join(' ')} @${roster.seq}`];
  });
}

describe('the directory', () => {
  it('tells those it was opened with as it tells those who asked, and takes what they ask later', () => {
    const life = directory(DIRECTORY, { 'zj/measure/M06': ['jcc/head'] });
    const seq = life.must(ADMIN, appoint('zheng.shi', 'jcc/head', NEW)).last('PersonAppointed').seq;
    expect(told(life)).toEqual([`zj/measure/M06 jcc/head=li.si+zheng.shi @${seq}`]);
    life.hear('subscribe', { posts: ['jcc/handler'], rosterSeq: seq }, { from: 'zj/measure/M06' });
    life.must(ADMIN, { type: 'relieve', person: 'zheng.shi', post: 'jcc/head' });
    expect(told(life)).toHaveLength(1);
  });

  it('appoints a new person to a post and tells those who want to hear of it, and nobody else', () => {
    const life = subscribed().must(ADMIN, appoint('zheng.shi', 'jcc/head', NEW));
    expect(life.last('PersonAppointed')).toMatchObject({
      actor: { person: ADMIN, role: 'system_admin', postTitle: '系统管理员' },
      data: {
        appointment: { id: 'a4', person: 'zheng.shi', post: 'jcc/head', from: at('2022-06-01') },
        person: NEW,
        post: { title: '基层处处长' },
      },
    });
    expect(told(life)).toEqual(['zj/measure/M06 jcc/head=li.si+zheng.shi @4']);
    expect(life.row.card.title).toBe('人员与岗位（9项任职）');
  });

  it('relieves a person, and keeps them in its books', () => {
    const life = subscribed().must(ADMIN, { type: 'relieve', person: PEOPLE.head, post: 'jcc/head' });
    expect(told(life)).toEqual(['zj/measure/M06 jcc/head= @4']);
    expect(life.state.people[PEOPLE.head]?.name).toBe('李四');
    expect(
      life.act(PEOPLE.head, { type: 'change_address', person: PEOPLE.head, address: 'li@home.example' }),
    ).toBeUndefined();
  });

  it('a change of address reaches every process that names one of the person’s posts', () => {
    const life = subscribed().must(ADMIN, appoint(PEOPLE.head, 'ld/principal'));
    life.must(PEOPLE.head, { type: 'change_address', person: PEOPLE.head, address: 'new@tjj.example' });
    expect(told(life).slice(-2)).toEqual([
      'zj/measure/M06 jcc/head=li.si @5',
      'zj/measure/M02 ld/principal=zhao.liu+li.si @5',
    ]);
  });

  it('appointing a known person with a new address changes it everywhere', () => {
    const life = subscribed().must(
      ADMIN,
      appoint(PEOPLE.head, 'ld/principal', { address: 'new@tjj.example' }),
    );
    expect(life.types.slice(-2)).toEqual(['PersonAppointed', 'AddressChanged']);
    expect(told(life).at(-1)).toBe('zj/measure/M02 ld/principal=zhao.liu+li.si @5');
    expect(life.state.people[PEOPLE.head]).toEqual({
      id: PEOPLE.head,
      name: '李四',
      address: 'new@tjj.example',
    });
  });

  it('a process that comes late is told what changed since it was opened', () => {
    const life = directory().must(ADMIN, { type: 'relieve', person: PEOPLE.head, post: 'jcc/head' });
    life.hear('subscribe', { posts: ['jcc/head', 'jcc/handler'], rosterSeq: 1 }, { from: 'zj/measure/M06' });
    expect(told(life)).toEqual(['zj/measure/M06 jcc/head= jcc/handler=zhang.san @3']);
    life.hear('subscribe', { posts: ['jcc/handler'], rosterSeq: 1 }, { from: 'zj/measure/M02' });
    expect(told(life)).toHaveLength(1);
  });

  it('everybody may change their own address, and nobody else’s', () => {
    const life = directory();
    expect(
      life.act(PEOPLE.handler, { type: 'change_address', person: PEOPLE.head, address: 'x@tjj.example' }),
    ).toBe('not_permitted');
    expect(
      life.act(PEOPLE.handler, { type: 'change_address', person: PEOPLE.handler, address: 'x@tjj.example' }),
    ).toBeUndefined();
    expect(life.last('AddressChanged').actor).toEqual({ person: PEOPLE.handler, name: '张三' });
  });

  it('only an administrator appoints and relieves', () => {
    const life = directory();
    expect(life.act(PEOPLE.principal, appoint(PEOPLE.principal, 'jcc/head'))).toBe('not_permitted');
    expect(life.act(PEOPLE.outsider, appoint(PEOPLE.outsider, 'jcc/head'))).toBe('not_holder');
  });

  it('names what is wrong with an appointment', () => {
    const life = directory();
    expect(life.act(ADMIN, appoint(PEOPLE.head, 'jcc/nothing'))).toBe('unknown_post');
    expect(life.act(ADMIN, appoint(PEOPLE.head, 'jcc/head'))).toBe('already_holds');
    expect(life.act(ADMIN, appoint(PEOPLE.head, 'jcc/handler', { name: '李肆' }))).toBe('person_exists');
    expect(life.act(ADMIN, appoint('zheng.shi', 'jcc/head', { name: '郑十' }))).toBe('name_missing');
    expect(life.act(ADMIN, { type: 'relieve', person: PEOPLE.head, post: 'jcc/handler' })).toBe(
      'not_in_post',
    );
    expect(life.act(ADMIN, { type: 'relieve', person: 'zheng.shi', post: 'jcc/handler' })).toBe(
      'unknown_person',
    );
    const same = { type: 'change_address', person: PEOPLE.head, address: 'li.si@tjj.example' };
    expect(life.act(ADMIN, same)).toBe('same_address');
  });

  it('is not fooled by names that every object answers to', () => {
    const life = directory();
    expect(life.act(ADMIN, appoint(PEOPLE.head, 'constructor'))).toBe('unknown_post');
    expect(life.act(ADMIN, { type: 'change_address', person: 'toString', address: 'x@tjj.example' })).toBe(
      'unknown_person',
    );
    expect(life.act('constructor', appoint(PEOPLE.head, 'jcc/head'))).toBe('not_holder');
  });

  it('keeps its last administrator', () => {
    const life = directory();
    const leave = { type: 'relieve', person: ADMIN, post: 'xx/admin' };
    expect(life.act(ADMIN, leave)).toBe('last_administrator');
    life.must(ADMIN, appoint('zheng.shi', 'xx/admin', NEW)).must('zheng.shi', leave);
    expect(life.act(ADMIN, appoint(PEOPLE.head, 'jcc/handler'))).toBe('not_holder');
  });

  it('numbers appointments for good: who leaves and returns has another', () => {
    const life = directory();
    life
      .must(ADMIN, { type: 'relieve', person: PEOPLE.head, post: 'jcc/head' })
      .must(ADMIN, appoint(PEOPLE.head, 'jcc/head'));
    expect(life.state.appointments.at(-1)).toMatchObject({ id: 'a3', person: PEOPLE.head });
    expect(DIRECTORY.appointments).toHaveLength(8);
  });

  it('a wish to hear that names no posts is kept as unknown', () => {
    expect(directory().hear('subscribe', { posts: 'all' }, { from: 'zj/measure/M06' }).types.at(-1)).toBe(
      'SignalUnknown',
    );
  });
});

describe('the directory of a programme that is amended', () => {
  const post = { id: 'zhc/head', title: '综合处处长', unit: 'zhc', unitName: '综合处', region: '330000' };
  const added = {
    change: 5,
    document: '浙统整改〔2022〕3号',
    units: [{ id: 'zhc', name: '综合处', region: '330000' }],
    posts: [post],
    people: [{ id: 'xin', name: '新人', address: 'xin@tjj.example' }],
    appointments: [{ person: 'xin', post: post.id }],
  };

  it('takes in new posts and who is to hold them, and tells whoever names them', () => {
    const life = directory(DIRECTORY, { 'zj/measure/M22': [post.id] }).hear('extend', added, { from: 'zj' });
    expect(life.types.slice(-2)).toEqual(['DirectoryExtended', 'PersonAppointed']);
    expect(life.effects).toMatchObject([
      { kind: 'signal', to: 'zj', type: 'acknowledge', data: { change: 5, applied: true } },
      {
        to: 'zj/measure/M22',
        type: 'roster',
        data: { roster: { holders: { [post.id]: [{ person: 'xin' }] } } },
      },
    ]);
    expect(life.act(ADMIN, { type: 'relieve', person: 'xin', post: post.id })).toBeUndefined();
  });

  it('leaves appointments to known posts to the administrator', () => {
    const known = { ...added, posts: [], appointments: [{ person: 'xin', post: 'jcc/head' }] };
    const life = directory().hear('extend', known, { from: 'zj' });
    expect(life.types).not.toContain('PersonAppointed');
  });

  it('listens to its own programme only', () => {
    expect(directory().hear('extend', added, { from: 'other' }).types.at(-1)).toBe('SignalUnknown');
  });
});
