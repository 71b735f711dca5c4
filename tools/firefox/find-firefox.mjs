import { findInPath, isProgram } from '../programs/find-in-path.mjs';

const NAMES = ['firefox-esr', 'firefox'];
const MAC_APPLICATION = '/Applications/Firefox.app/Contents/MacOS/firefox';

/**
 * The path of a Firefox that is one for people, not a build of Playwright: the one that FIREFOX_PATH
 * names, or the system's. Undefined when there is none, and when FIREFOX_PATH is empty.
 */
export function findFirefox(env = process.env) {
  if (env.FIREFOX_PATH !== undefined) return env.FIREFOX_PATH || undefined;
  return [...findInPath(NAMES, env), MAC_APPLICATION].find(isProgram);
}
