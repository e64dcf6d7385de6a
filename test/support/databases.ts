import { sql } from 'kysely';
import { closeDatabase, openDatabase } from '../../src/store/database.ts';

/** An empty database beside that of an administrator's address; gives its address. */
export async function createDatabase(admin: string, name: string): Promise<string> {
  const db = await openDatabase(admin);
  try {
    await sql`create database ${sql.id(name)}`.execute(db);
  } finally {
    await closeDatabase(db);
  }
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
}

/** Takes it away, whoever is still connected. */
export async function dropDatabase(admin: string, name: string): Promise<void> {
  const db = await openDatabase(admin);
  try {
    await sql`drop database if exists ${sql.id(name)} with (force)`.execute(db);
  } finally {
    await closeDatabase(db);
  }
}
