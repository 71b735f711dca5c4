import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The default folder for data that must survive a restart. */
export const DEFAULT_DATA_FOLDER = '~/.local/state/sealwave';

/** The absolute path of the folder in a setting. `~` stands for the home folder of the account. */
export function dataFolder(setting: string): string {
  return /^~(\/|$)/.test(setting) ? join(homedir(), setting.slice(1)) : resolve(setting);
}
