import { relative } from 'node:path';
import { runCommand, workspace } from './run-command.mjs';

/** Runs the specs of `libs/shared` a second time, on another platform. */
export const SECOND_PLATFORM = 'node tools/browser-specs/run.mjs';

/** Whether a file holds tests, judged by its name. */
export const isTest = (path) => /\.(spec|test)\.[cm]?[jt]sx?$/.test(path);

/**
 * Finds tracked tests that no runner runs, or that several run: one line for each.
 * @param tests paths of all files that hold tests.
 * @param runners the `title` of each with the `files` that it runs. Those that are `long` may repeat files of
 * others.
 */
export function misplacedTests(tests, runners) {
  const titles = (file, isLong) =>
    runners
      .filter(({ files, long }) => long === isLong && files.includes(file))
      .map(({ title }) => title);
  return tests.flatMap((file) => {
    const [always, long] = [titles(file, false), titles(file, true)];
    const owners = always.length > 0 ? always : long;
    if (owners.length === 1) return [];
    return owners.length === 0
      ? [`${file}: no runner runs it`]
      : [`${file}: run by ${owners.join(' and by ')}`];
  });
}

/** The files that a step's command would run. Its program tells. */
export async function listTests({ title, command, env }) {
  const list = LISTS.find(({ runs }) => command.startsWith(runs));
  if (list === undefined) throw new Error(`How does "${title}" list its tests? ${command}`);
  if (list.named) return command.split(' ').filter(isTest);
  const { succeeded, output } = await runCommand(`${command} ${list.flags}`, env);
  if (!succeeded) throw new Error(`"${title}" cannot list its tests:\n${output}`);
  return list.read(output).map((path) => relative(workspace, path));
}

const LISTS = [
  { runs: 'node --test', named: true },
  { runs: 'jest', flags: '--listTests --json', read: (output) => JSON.parse(listLine(output)) },
  { runs: 'playwright test', flags: '--list --reporter=json', read: readPlaywright },
];

const listLine = (output) => output.split('\n').findLast((line) => line.startsWith('['));

/** Reads Playwright's list. Top-level suites are files, relative to the folder in the configuration. */
function readPlaywright(output) {
  const { config, suites } = JSON.parse(output);
  return suites.map(({ file }) => `${config.rootDir}/${file}`);
}
