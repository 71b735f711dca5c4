import { accessSync, constants, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, join } from 'node:path';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge-stable',
];
const MAC_APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/**
 * The path of a Chromium: the one in CHROMIUM_PATH, the system's, or Playwright's download. Undefined when
 * there is none.
 * @throws Error when CHROMIUM_PATH is not a program.
 */
export function findChromium(env = process.env) {
  return findChromiums(env)[0];
}

/**
 * All paths of Chromium, the preferred one first.
 * @throws Error like {@link findChromium}.
 */
export function findChromiums(env = process.env) {
  if (env.CHROMIUM_PATH) {
    if (isProgram(env.CHROMIUM_PATH)) return [env.CHROMIUM_PATH];
    throw new Error(`CHROMIUM_PATH is ${env.CHROMIUM_PATH}, where there is no program.`);
  }
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  const inPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...inPath, ...MAC_APPLICATIONS, ...ofPlaywright()].filter(isProgram);
}

/** Where Playwright stores its Chromium, downloaded or not. Empty before `npm ci`. */
function ofPlaywright() {
  try {
    const { chromium } = createRequire(import.meta.url)('@playwright/test');
    return [chromium.executablePath()];
  } catch {
    return [];
  }
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
