import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const workspace = resolve(import.meta.dirname, '../..');

const filesIn = (folder) =>
  readdirSync(join(workspace, folder), { recursive: true }).map((path) => `${folder}/${path}`);

const testsOfTools = filesIn('tools')
  .filter((path) => /\.(test|spec)\.mjs$/.test(path))
  .sort();

/** Specs of the servers that are long, or last longer on request. */
const longSystemSpecs = filesIn('apps/system-e2e/src')
  .filter((path) => path.endsWith('.spec.ts'))
  .filter((path) => path.endsWith('.long.spec.ts') || asksForLong(path))
  .map((path) => path.replace(/^.*\/src\//, ''))
  .sort();

function asksForLong(path) {
  return /\bLONG_TESTS\b/.test(readFileSync(join(workspace, path), 'utf8'));
}

/** Programs to look for first, and the variables for their paths. */
export const PROGRAMS = [
  {
    title: 'Chromium',
    command: 'node tools/chromium/ensure-chromium.mjs',
    variable: 'CHROMIUM_PATH',
  },
  { title: 'Firefox', command: 'node tools/firefox/ensure-firefox.mjs', variable: 'FIREFOX_PATH' },
  {
    title: 'PulseAudio',
    command: 'node tools/pulseaudio/ensure-pulseaudio.mjs',
    variable: 'PULSEAUDIO_PATH',
  },
];

const LONG = { LONG_TESTS: '1', ATTACK_SECONDS: '60' };
const JEST_SYSTEM = 'jest --config apps/system-e2e/jest.config.cjs';
const PLAYWRIGHT = 'playwright test --config apps/web-e2e/playwright.config.mjs';
const FIREFOX = 'playwright test --config apps/web-e2e/firefox.config.mjs';

/**
 * The checks of `npm test`, in order. Quick and local checks come before slow and global ones. Those in a list
 * run at the same time, because each keeps one processor busy. Each command also works alone, in the workspace,
 * after the steps in its `needs`. A step that `counts` tests fails if it counted none.
 */
export const STEPS = [
  [
    { title: 'format', command: 'prettier --check .' },
    { title: 'types', command: 'tsc -b tools/tsconfig/all.json' },
    { title: 'conventions', command: 'node tools/architecture/check-conventions.mjs' },
    { title: 'imports and exports', command: 'node tools/architecture/check-modules.mjs' },
  ],
  { title: 'project graph', command: 'node tools/architecture/check-graph.mjs' },
  { title: 'lint', command: 'node tools/lint/lint.mjs' },
  [
    { title: 'translations', command: 'node tools/i18n/check.mjs' },
    { title: 'documents', command: 'node tools/docs/check.mjs' },
    { title: 'words', command: 'node tools/language/check-words.mjs' },
  ],
  { title: 'build', command: 'nx run-many -t build --parallel=2' },
  { title: 'unit tests', command: 'jest', needs: 'build', counts: true },
  {
    title: 'tools',
    command: `node --test --test-reporter=tap ${testsOfTools.join(' ')}`,
    counts: true,
  },
  { title: 'unit tests in Chromium', command: 'node tools/browser-specs/run.mjs', counts: true },
  { title: 'servers together', command: JEST_SYSTEM, needs: 'build', counts: true },
  { title: 'browsers and servers', command: PLAYWRIGHT, needs: 'build', counts: true },
  { title: 'Firefox and servers', command: FIREFOX, needs: 'build', counts: true },
];

/**
 * The checks of `npm run test:long`: specs named `*.long.spec.ts`, which `npm test` leaves out. Among them are
 * attacks of a minute each. Meanwhile ten minutes are recorded. The checks that measure the page come
 * afterwards, alone.
 */
export const LONG_STEPS = [
  { title: 'build', command: 'nx run-many -t build --parallel=2' },
  { title: 'long unit tests', command: 'jest .long.spec.ts', needs: 'build', counts: true },
  [
    {
      title: 'long system tests',
      command: `${JEST_SYSTEM} ${longSystemSpecs.join(' ')}`,
      needs: 'build',
      counts: true,
    },
    {
      title: 'ten minutes recorded',
      command: `${PLAYWRIGHT} --project=waiting`,
      needs: 'build',
      counts: true,
    },
  ],
  {
    title: 'measures of the page',
    command: `${PLAYWRIGHT} --project=measuring`,
    needs: 'build',
    counts: true,
  },
].map((step) => [step].flat().map((one) => ({ ...one, env: LONG })));
