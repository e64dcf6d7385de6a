import type { DirectoryFile } from '../contracts/directory-file.ts';
import type { Region } from '../domain/plan.ts';

/** `all`: a region and all below it; `lower`: those below it; else the codes named. */
export type RegionChoice = 'all' | 'lower' | readonly string[];

/** The regions of the directory that a choice means, seen from the lead unit's region. */
export function regionsOf(directory: DirectoryFile, own: string, choice: RegionChoice): readonly Region[] {
  if (choice === 'all') return directory.regions.filter(({ code }) => code === own || isBelow(code, own));
  if (choice === 'lower') return directory.regions.filter(({ code }) => isBelow(code, own));
  return directory.regions.filter(({ code }) => choice.includes(code));
}

/** GB/T 2260: two digits each for province, city, county; 00 for the level above. */
function isBelow(code: string, own: string): boolean {
  return code !== own && code.startsWith(own.replace(/(00)+$/, ''));
}
