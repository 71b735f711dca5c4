import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['firefox-esr', 'firefox'];
const MAC_APPLICATION = '/Applications/Firefox.app/Contents/MacOS/firefox';

/**
 * The path of a Firefox that is one for people, not a build of Playwright: the one that FIREFOX_PATH
 * names, or the system's. Undefined when there is none, and when FIREFOX_PATH is empty.
 */
export function findFirefox(env = process.env) {
  if (env.FIREFOX_PATH !== undefined) return env.FIREFOX_PATH || undefined;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const inPath = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return [...inPath, MAC_APPLICATION].find(isProgram);
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
