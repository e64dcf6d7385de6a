import { access, constants, stat } from 'node:fs/promises';
import path from 'node:path';

/** The first executable of that name in a colon-separated list of folders. */
export async function which(name: string, searchPath: string): Promise<string | undefined> {
  for (const folder of searchPath.split(path.delimiter)) {
    const file = path.join(folder, name);
    if (path.isAbsolute(folder) && (await executable(file))) return file;
  }
  return undefined;
}

/** Whether that is a file with something in it that we may run. */
export async function executable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    const stats = await stat(file);
    return stats.isFile() && stats.size > 0;
  } catch {
    return false;
  }
}
