import { isForTests } from './unused-exports.mjs';

/** A file with fewer lines needs a reason. */
const MIN_LINES = 15;

/** Kinds of files that may be small anywhere, with the reason. */
const KINDS = [
  [/\/index\.ts$/, 'says what a lib offers'],
  [/\.config\.[cm]?js$/, 'a tool looks for it under this name'],
  [/\/main\.ts$/, 'starts a program'],
  [/\.(?:spec|test)\.[cm]?[jt]s$/, 'is as long as what there is to test'],
  [/\.(?:dto|module|worker)\.ts$/, 'a framework wants one class, or one entry, a file'],
  [
    /-error\.ts$/,
    'an error with its code: what throws it and what catches it need not know each other',
  ],
  [/^tools\/[^/]+\/(?:ensure|find)-[^/]+\.mjs$/, 'finds one program for several tools'],
];

/** Small files that at most one file uses, with the reason to keep them. */
const REASONS = new Map([
  ['apps/gateway/src/browser/fast-base64.ts', 'patches a package, and is tested alone'],
  ['apps/gateway/src/edge/web-app/page-policy.ts', 'a list that operators and reviewers read'],
  ['libs/shared/e2ee/src/recordings/crc-24.ts', 'a function of a standard, tested by its vectors'],
  [
    'libs/web/inbox/src/playback/next-message.ts',
    'decides without a component, and is tested alone',
  ],
  ['libs/web/sealed-room/src/worker/open-worker.ts', 'has `import.meta`, which Jest cannot load'],
  ['libs/web/lab/src/jobs/worker-engine.ts', 'has `import.meta`, which Jest cannot load'],
  ['tools/docs/cli.mjs', 'is a program of its own'],
  ['tools/esbuild/voice-cli.cjs', 'project.json names it'],
  ['tools/jest/angular-test-setup.ts', 'a preset of Jest names it'],
  ['tools/verify/verify.mjs', 'package.json names it'],
]);

/**
 * Finds small files that should move into their only user, one line for each. A file is exempt if two others
 * share it, if its lib exports it, or if it has a reason above.
 * @param modules from `readModules`.
 */
export function findSatellites(modules, reasons = REASONS) {
  const users = usersOfFiles(modules);
  const lonely = [...modules]
    .filter(([file, { lineCount }]) => lineCount < MIN_LINES && users.get(file).size < 2)
    .map(([file]) => file)
    .filter((file) => !KINDS.some(([pattern]) => pattern.test(file)));
  const unreasoned = lonely.filter((file) => !reasons.has(file));
  const stale = [...reasons.keys()].filter((file) => modules.has(file) && !lonely.includes(file));
  return [
    ...unreasoned.map((file) => `${file}: too small to be alone; put it where it is used`),
    ...stale.map((file) => `${file}: needs no reason any more to be small`),
  ];
}

/**
 * The files that import each file. Tests count only for files made for tests. An index counts as everything
 * that it exports to.
 */
function usersOfFiles(modules) {
  const users = new Map([...modules.keys()].map((file) => [file, new Set()]));
  for (const [file, { imports }] of modules) {
    for (const { from } of imports) {
      if (!isForTests(from) && isForTests(file)) continue;
      users.get(from)?.add(file);
      if (file.endsWith('/index.ts')) users.get(from)?.add('other projects');
    }
  }
  return users;
}
