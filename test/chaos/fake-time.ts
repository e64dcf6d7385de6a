import { existsSync } from 'node:fs';

/** The library's two builds: workers have many threads; in PostgreSQL's signal handlers a lock among threads could wait for itself. */
type Build = 'threads' | 'single';

const NAMES: Readonly<Record<Build, string>> = {
  threads: 'libfaketimeMT.so.1',
  single: 'libfaketime.so.1',
};

const FOLDERS = [
  '/usr/lib/x86_64-linux-gnu/faketime',
  '/usr/lib/aarch64-linux-gnu/faketime',
  '/usr/lib/faketime',
];

/** What a process needs in its environment so that its wall clock, and nothing else, is shifted by what the file says. */
export function fakeTimeEnv(build: Build, file: string): Readonly<Record<string, string>> {
  return {
    LD_PRELOAD: library(build) ?? '',
    FAKETIME_TIMESTAMP_FILE: file,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  };
}

/** Why no clock can be shifted here; undefined where it can. */
export async function noFakeTime(): Promise<string | undefined> {
  return library('threads') === undefined ? 'needs libfaketime (apt-get install faketime)' : undefined;
}

function library(build: Build): string | undefined {
  return FOLDERS.map((folder) => `${folder}/${NAMES[build]}`).find((file) => existsSync(file));
}
