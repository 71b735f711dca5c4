// Prints the path of a working Chromium. Installs one if needed and possible. Otherwise prints in one line how
// to get one, and exits with 1.
import { spawnSync } from 'node:child_process';
import { findChromiums } from './find-chromium.mjs';

const HOW =
  'No Chromium here: install one (Debian: apt-get install chromium; anywhere: npx playwright install --with-deps chromium) or name it in CHROMIUM_PATH.';

const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];

/** Ways to install Chromium, each a list of commands. If one fails, the next one is tried. */
const ways = [
  [
    [...asRoot, 'apt-get', 'update', '-qq'],
    [...asRoot, 'apt-get', 'install', '-qq', '-y', '--no-install-recommends', 'chromium'],
  ],
  [['npx', '--no-install', 'playwright', 'install', 'chromium']],
];

const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
const succeeds = ([program, ...args]) =>
  spawnSync(program, args, { env, stdio: 'ignore' }).status === 0;

/**
 * Finds a Chromium that starts. A stub does not start. A Chromium without its system libraries does not start
 * either.
 */
const workingChromium = () =>
  findChromiums().find((path) => succeeds([path, '--version', '--no-sandbox']));

function install() {
  console.error('No Chromium here: trying to install one.');
  for (const commands of ways) {
    if (!commands.every(succeeds)) continue;
    const path = workingChromium();
    if (path !== undefined) return path;
  }
  return undefined;
}

try {
  const path = workingChromium() ?? install();
  console.log(path ?? HOW);
  if (path === undefined) process.exitCode = 1;
} catch (error) {
  console.log(error.message); // The program in CHROMIUM_PATH does not exist.
  process.exitCode = 1;
}
