import { sql, type Kysely, type Migration } from 'kysely';

/** What a person decided after a restore, and which letters that rests on. */
export const restorations: Migration = {
  async up(db: Kysely<never>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const TEXT = 'text collate "C"';

const STATEMENTS = [
  `create table restoration (
    id ${TEXT} primary key,
    backup_at ${TEXT} not null,
    restored_at ${TEXT} not null,
    restored_by text not null,
    decided_at ${TEXT} not null,
    decided_by text not null,
    choice ${TEXT} not null check (choice in ('skip', 'again')),
    found jsonb not null
  )`,
  `create table told_before (
    message_id ${TEXT} primary key,
    restoration ${TEXT} not null references restoration (id),
    recipient ${TEXT} not null,
    notices jsonb not null,
    at ${TEXT} not null,
    response text not null
  )`,
];
