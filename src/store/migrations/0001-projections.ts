import { sql, type Kysely, type Migration } from 'kysely';

/**
 * The projections. Text columns are compared byte by byte (collate "C"), whatever the database's language: instants and process ids
 * have one order everywhere, and a prefix can use an index.
 */
export const projections: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const TEXT = 'text collate "C"';

const STATEMENTS = [
  `create table event (
    process ${TEXT} not null,
    seq integer not null check (seq > 0),
    run ${TEXT} not null,
    rules integer not null,
    type ${TEXT} not null,
    cause ${TEXT} not null,
    actor_person ${TEXT},
    actor_role ${TEXT},
    actor_post ${TEXT},
    request_id ${TEXT} not null,
    duty_id ${TEXT},
    due_at ${TEXT},
    occurred_at ${TEXT} not null,
    recorded_at ${TEXT} not null,
    prev ${TEXT} not null,
    hash ${TEXT} not null,
    data jsonb not null,
    record text not null,
    primary key (process, seq)
  )`,
  `create table process (
    process ${TEXT} primary key,
    kind ${TEXT} not null,
    programme ${TEXT} not null,
    seq integer not null,
    head ${TEXT} not null,
    at ${TEXT} not null,
    open boolean not null,
    status ${TEXT} not null,
    light ${TEXT} not null,
    next_duty_id ${TEXT},
    next_due_at ${TEXT},
    next_duty_label text,
    number integer,
    card jsonb not null
  )`,
  // One row a process is rewritten with every batch: room on the page keeps its indexes untouched where they can be.
  `alter table process set (fillfactor = 80)`,
  `create index process_listed on process (programme, kind, number)`,
  `create index process_due on process (programme, next_due_at) where open and next_due_at is not null`,
  `create table delivery (
    message_id ${TEXT} primary key,
    attempts integer not null,
    failures integer not null default 0 check (failures between 0 and attempts),
    copies integer not null generated always as (attempts - failures) stored,
    response text,
    at ${TEXT},
    last_failure text
  )`,
  `create table notice_letter (
    notice ${TEXT} not null,
    person ${TEXT} not null,
    letter ${TEXT} not null,
    programme ${TEXT} not null,
    about ${TEXT} not null,
    kind ${TEXT} not null,
    received_as ${TEXT} not null,
    message_id ${TEXT},
    primary key (notice, person, letter)
  )`,
  `create index notice_letter_about on notice_letter (about)`,
  `create index notice_letter_letter on notice_letter (letter)`,
  `create index notice_letter_person on notice_letter (programme, person)`,
  `create table person (
    programme ${TEXT} not null,
    id ${TEXT} not null,
    name text not null,
    address text not null,
    primary key (programme, id)
  )`,
  `create index person_name on person (programme, name)`,
  `create table post (
    programme ${TEXT} not null,
    id ${TEXT} not null,
    title text not null,
    unit ${TEXT} not null,
    unit_name text not null,
    region ${TEXT} not null,
    primary key (programme, id)
  )`,
  `create table appointment (
    programme ${TEXT} not null,
    id ${TEXT} not null,
    person ${TEXT} not null,
    post ${TEXT} not null,
    since ${TEXT} not null,
    until ${TEXT},
    current boolean not null generated always as (until is null) stored,
    primary key (programme, id)
  )`,
  `create index appointment_person on appointment (programme, person)`,
  `create index appointment_post on appointment (programme, post)`,
  `create table evidence (
    sha256 ${TEXT} primary key,
    size bigint not null,
    name text not null,
    mime ${TEXT} not null,
    stored_at ${TEXT} not null
  )`,
  `create table evidence_use (
    process ${TEXT} not null,
    seq integer not null,
    sha256 ${TEXT} not null,
    title text not null,
    file_name text,
    document_number text,
    requirement ${TEXT},
    primary key (process, seq, sha256)
  )`,
  `create index evidence_use_file on evidence_use (sha256)`,
];
