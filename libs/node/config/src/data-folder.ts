import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The default folder for data that must survive a restart. */
export const DEFAULT_DATA_FOLDER = '~/.local/state/sealwave';

/** The absolute path of a folder in a setting; `~` is the account's home. */
export function dataFolder(setting: string): string {
  return /^~(\/|$)/.test(setting) ? join(homedir(), setting.slice(1)) : resolve(setting);
}
