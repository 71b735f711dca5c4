import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where the programs keep what has to outlast them, unless told otherwise. */
export const DEFAULT_DATA_FOLDER = '~/.local/state/sealwave';

/** The absolute path of a folder of a setting: `~` is the home of the account. */
export function dataFolder(setting: string): string {
  return /^~(\/|$)/.test(setting) ? join(homedir(), setting.slice(1)) : resolve(setting);
}
