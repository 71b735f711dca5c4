// Prints the path of a Firefox that works, after installing one where there is none and it can. Otherwise prints a line
// that says so, and an empty one: what needs Firefox is left out then, which is no failure.
import { spawnSync } from 'node:child_process';
import { findFirefox } from './find-firefox.mjs';

const NONE =
  'No Firefox here, so the tests in it are skipped. Debian: apt-get install firefox-esr; or name one in FIREFOX_PATH.';

const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
const INSTALL = [
  [...asRoot, 'apt-get', 'update', '-qq'],
  [...asRoot, 'apt-get', 'install', '-qq', '-y', '--no-install-recommends', 'firefox-esr'],
];

const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
const succeeds = ([program, ...args]) =>
  spawnSync(program, args, { env, stdio: 'ignore' }).status === 0;

function workingFirefox() {
  const path = findFirefox();
  return path !== undefined && succeeds([path, '--version']) ? path : undefined;
}

/** Only where nobody can be surprised by it, and nobody has said which one to take. */
function install() {
  const { CI, FIREFOX_PATH } = process.env;
  if (CI === undefined || FIREFOX_PATH !== undefined) return undefined;
  console.error('No Firefox here: trying to install one.');
  return INSTALL.every(succeeds) ? workingFirefox() : undefined;
}

const path = workingFirefox() ?? install();
console.log(path ?? `${NONE}\n`);
