import { findInPath, isProgram } from '../programs/find-in-path.mjs';

const NAMES = ['firefox-esr', 'firefox'];
const MAC_APPLICATION = '/Applications/Firefox.app/Contents/MacOS/firefox';

/**
 * The path of an ordinary Firefox, not one of Playwright's builds. It is the one in FIREFOX_PATH, or the
 * system's. Undefined when there is none, or FIREFOX_PATH is empty.
 */
export function findFirefox(env = process.env) {
  if (env.FIREFOX_PATH !== undefined) return env.FIREFOX_PATH || undefined;
  return [...findInPath(NAMES, env), MAC_APPLICATION].find(isProgram);
}
