import { ADOPT_RULES_NAME } from '../adoption.ts';
import { arePosts } from '../amendment/known.ts';
import type { EffectBody } from '../effects.ts';
import { isObject } from '../guards.ts';
import type { Json } from '../json.ts';
import type { Decision, Input, Rules } from '../machine.ts';
import type { Person } from '../plan.ts';
import type { Actor, DomainEvent, Draft } from '../record.ts';
import { refuse, REFUSALS_PER_DAY } from '../refusals.ts';
import type { Appointment, Post, PostId } from '../roster.ts';
import { acknowledge, extend } from './extension.ts';
import { DIRECTORY_COMMAND_NAMES, readDirectoryCommand, type DirectoryCommand } from './commands.ts';
import {
  byId,
  OPENING_SEQ,
  plannedAppointments,
  rosterOf,
  type DirectoryInput,
  type DirectoryState,
} from './state.ts';

/** Rules of the directory, number 1: appointments as events; processes that name a post are told of every change. */
export const directoryRules1: Rules<DirectoryState> = {
  open: (raw) => {
    const { people, posts, appointments } = (raw as unknown as DirectoryInput).plan;
    return {
      type: 'DirectoryOpened',
      data: { people, posts, appointments } as unknown as DomainEvent['data'],
    };
  },
  initial: (raw, event) => {
    const input = raw as unknown as DirectoryInput;
    return {
      seq: event.seq,
      input,
      people: byId(input.plan.people),
      posts: byId(input.plan.posts),
      appointments: plannedAppointments(input.plan, event.occurredAt),
      changed: {},
      subscriptions: input.subscriptions ?? {},
    };
  },
  evolve,
  duties: () => [],
  decide,
  reactions,
  malformed: (command) => {
    const read = readDirectoryCommand(command);
    return 'problem' in read ? read.problem : undefined;
  },
  moves: () => false,
  ended: () => false,
  refusalsPerDay: () => REFUSALS_PER_DAY,
  mayAdopt: (state, person) => {
    const as = administrator(state, person);
    return as === undefined ? notAdministrator(state, person, ADOPT_RULES_NAME) : { as };
  },
  adopt: (state, event) => ({ ...state, seq: event.seq }),
  sign: () => ({ status: 'open', light: '' }),
  card: (state) => ({ title: `人员与岗位（${state.appointments.length}项任职）` }),
  result: () => ({}),
};

interface Data {
  readonly appointment: Appointment;
  readonly person: Person;
  readonly process: string;
  readonly posts: readonly PostId[];
}

function evolve(before: DirectoryState, event: Draft): DirectoryState {
  const state = { ...before, seq: event.seq };
  const data = event.data as unknown as Data;
  if (!isKnown(event)) return state;
  switch (event.type) {
    case 'PersonAppointed':
      return {
        ...state,
        people: { ...state.people, [data.person.id]: data.person },
        appointments: [...state.appointments, data.appointment],
        changed: { ...state.changed, [data.appointment.post]: event.seq },
      };
    case 'PersonRelieved':
      return {
        ...state,
        appointments: state.appointments.filter((one) => one.id !== data.appointment.id),
        changed: { ...state.changed, [data.appointment.post]: event.seq },
      };
    case 'AddressChanged': {
      const held = postsOf(state, data.person.id);
      return {
        ...state,
        people: { ...state.people, [data.person.id]: data.person },
        changed: { ...state.changed, ...Object.fromEntries(held.map((post) => [post, event.seq])) },
      };
    }
    case 'DirectoryExtended':
      return { ...state, posts: { ...byId(data.posts as unknown as readonly Post[]), ...state.posts } };
    case 'Subscribed':
      return { ...state, subscriptions: { ...state.subscriptions, [data.process]: data.posts } };
    default:
      return state;
  }
}

/** Whether an event's data are what its type promises: what is read from an archive may be anything. */
function isKnown({ type, data }: Draft): boolean {
  switch (type) {
    case 'PersonAppointed':
      return (
        areTexts(data['person'], 'id', 'name', 'address') &&
        areTexts(data['appointment'], 'id', 'person', 'post', 'from')
      );
    case 'PersonRelieved':
      return areTexts(data['appointment'], 'id', 'post');
    case 'AddressChanged':
      return areTexts(data['person'], 'id', 'name', 'address');
    case 'DirectoryExtended':
      return arePosts(data['posts']);
    case 'Subscribed':
      return areTexts(data, 'process') && isTexts(data['posts']);
    default:
      return false;
  }
}

function areTexts(raw: Json | undefined, ...fields: readonly string[]): boolean {
  return isObject(raw) && fields.every((field) => typeof raw[field] === 'string');
}

function decide(state: DirectoryState, input: Input, now: string): Decision {
  switch (input.kind) {
    case 'command': {
      const read = readDirectoryCommand(input.command);
      if ('problem' in read) return refuse('unsupported', { command: read.problem });
      return decideCommand(state, read.command, input.person, now);
    }
    case 'signal': {
      const { type, from, data } = input.signal;
      if (type === 'extend' && from === state.input.programme) return { events: extend(state, data, now) };
      if (type !== 'subscribe' || !isTexts(data['posts'])) return { events: [] };
      return {
        events: [
          { type: 'Subscribed', data: { process: from, posts: data['posts'], rosterSeq: data['rosterSeq'] } },
        ],
      };
    }
    case 'duty':
    case 'outcome':
      return { events: [] };
  }
}

function decideCommand(
  state: DirectoryState,
  command: DirectoryCommand,
  person: string,
  now: string,
): Decision {
  const as = capacity(state, command, person);
  const label = DIRECTORY_COMMAND_NAMES[command.type];
  if (as === undefined) return notAdministrator(state, person, label);
  const known = entry(state.people, command.person);
  if (command.type === 'change_address') {
    if (known === undefined) return { ...refuse('unknown_person', { person: command.person }), actor: as };
    if (known.address === command.address)
      return { ...refuse('same_address', { person: known.name, address: command.address }), actor: as };
    return {
      events: [
        { type: 'AddressChanged', data: { person: { ...known, address: command.address } }, actor: as },
      ],
    };
  }
  const post = entry(state.posts, command.post);
  if (post === undefined) return { ...refuse('unknown_post', { post: command.post }), actor: as };
  const held = state.appointments.find((one) => one.person === command.person && one.post === command.post);
  if (command.type === 'relieve') {
    if (known === undefined) return { ...refuse('unknown_person', { person: command.person }), actor: as };
    if (held === undefined)
      return { ...refuse('not_in_post', { person: known.name, post: post.title }), actor: as };
    if (isLastAdministrator(state, held))
      return { ...refuse('last_administrator', { person: known.name }), actor: as };
    return {
      events: [
        {
          type: 'PersonRelieved',
          data: { appointment: { ...held }, person: { ...known }, post: { ...post } },
          actor: as,
        },
      ],
    };
  }
  if (known !== undefined && command.name !== undefined && command.name !== known.name) {
    return { ...refuse('person_exists', { person: known.id, name: known.name }), actor: as };
  }
  const name = known?.name ?? command.name;
  const address = command.address ?? known?.address;
  if (name === undefined || address === undefined)
    return { ...refuse('name_missing', { person: command.person }), actor: as };
  if (held !== undefined)
    return { ...refuse('already_holds', { person: name, post: post.title }), actor: as };
  const appointment = { id: `a${state.seq + 1}`, person: command.person, post: post.id, from: now };
  const events: DomainEvent[] = [
    {
      type: 'PersonAppointed',
      data: { appointment, person: { id: command.person, name, address }, post: { ...post } },
      actor: as,
    },
  ];
  if (known !== undefined && known.address !== address) {
    events.push({ type: 'AddressChanged', data: { person: { ...known, address } }, actor: as });
  }
  return { events };
}

/** Whether nobody could change the directory any more once this appointment has ended. */
function isLastAdministrator(state: DirectoryState, held: Appointment): boolean {
  const offices = state.appointments.filter((one) => state.input.plan.administrators.includes(one.post));
  return offices.length === 1 && offices[0]?.id === held.id;
}

/** An administrator may change everything; everybody their own address. */
function capacity(state: DirectoryState, command: DirectoryCommand, person: string): Actor | undefined {
  const as = administrator(state, person);
  if (as !== undefined) return as;
  return command.type === 'change_address' && command.person === person
    ? { person, name: nameOf(state, person) }
    : undefined;
}

function nameOf(state: DirectoryState, person: string): string {
  return entry(state.people, person)?.name ?? person;
}

function notAdministrator(state: DirectoryState, person: string, command: string) {
  const actor: Actor = { person, name: nameOf(state, person) };
  const held = postsOf(state, person).map((post) => state.posts[post]?.title ?? post);
  if (held.length === 0) return { ...refuse('not_holder', { person, command }), actor };
  const params = { person: actor.name, command, allowed: '系统管理员', held: held.join('、') };
  return { ...refuse('not_permitted', params), actor };
}

function administrator(state: DirectoryState, person: string): Actor | undefined {
  const office = state.appointments.find(
    (one) => one.person === person && state.input.plan.administrators.includes(one.post),
  );
  if (office === undefined) return undefined;
  const postTitle = state.posts[office.post]?.title ?? office.post;
  const name = nameOf(state, person);
  return { person, name, role: 'system_admin', post: office.post, postTitle, appointment: office.id };
}

function reactions(state: DirectoryState, event: Draft): readonly EffectBody[] {
  if (!isKnown(event)) return [];
  const data = event.data as unknown as Data & { readonly rosterSeq?: number };
  if (event.type === 'Subscribed') {
    const known = data.rosterSeq ?? OPENING_SEQ;
    const news = data.posts.some((post) => (state.changed[post] ?? 0) > known);
    return news ? [tell(state, data.process, data.posts)] : [];
  }
  if (event.type === 'DirectoryExtended') return acknowledge(state, event);
  const touched = touchedPosts(state, event.type, data);
  return Object.entries(state.subscriptions)
    .map(([process, posts]) => ({ process, posts: posts.filter((post) => touched.includes(post)) }))
    .filter(({ posts }) => posts.length > 0)
    .map(({ process, posts }) => tell(state, process, posts));
}

function touchedPosts(state: DirectoryState, type: string, data: Data): readonly PostId[] {
  if (type === 'PersonAppointed' || type === 'PersonRelieved') return [data.appointment.post];
  return type === 'AddressChanged' ? postsOf(state, data.person.id) : [];
}

function tell(state: DirectoryState, process: string, posts: readonly PostId[]): EffectBody {
  const roster = rosterOf(state, posts, state.seq) as unknown as Json;
  return { kind: 'signal', to: process, type: 'roster', data: { roster } };
}

function postsOf(state: DirectoryState, person: string): readonly PostId[] {
  return state.appointments.filter((one) => one.person === person).map((one) => one.post);
}

/** Own entries only: somebody may ask for a person called `constructor`. */
function entry<T>(entries: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(entries, id) ? entries[id] : undefined;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
