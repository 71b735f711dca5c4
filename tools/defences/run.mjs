// Removes one defence after the other in a copy of the repository. Shows that a test of its row then fails.
// `node tools/defences/run.mjs [row...]`; all rows take about half an hour. It is not part of `npm test`,
// because it tests the tests.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFENCES } from './defences.mjs';

const BUILT = ['voice-server', 'gateway', 'voice-cli'];
/** Time limit in milliseconds. Several tests may wait in vain, one after the other, on a busy machine. */
const LONGEST_MS = 900_000;
const ENDED = /^(?:Tests: |. tests )/m;
const FAILED = /^(?:Tests: .*?(?=\d+ failed)|. fail )([1-9]\d*)/m;

const root = join(import.meta.dirname, '../..');
const tree = mkdtempSync(join(tmpdir(), 'sealwave-defences-'));

/**
 * Runs a program in the copy.
 * @returns whether it succeeded, and its output.
 */
function ran(folder, command, ...args) {
  // Uses the known answers next to the repository, as the original does.
  const vectors = process.env.VECTORS_DIR ?? join(root, '../shared/vectors');
  const quiet = { NX_DAEMON: 'false', FORCE_COLOR: '0', NX_TUI: 'false', LONG_TESTS: '1' };
  const env = { ...process.env, ...quiet, ...(existsSync(vectors) && { VECTORS_DIR: vectors }) };
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...{ cwd: join(tree, folder), env, encoding: 'utf8', maxBuffer: 1 << 28, timeout: LONGEST_MS },
  });
  // An interrupted run says nothing about a defence.
  if (error) throw error;
  return { isWell: status === 0, output: stdout + stderr };
}

/**
 * Runs the tests of a row without its defence.
 * @returns null when a test fails, as it should. Otherwise what is wrong.
 */
function without({ row, file, from, to, project, spec }) {
  const path = join(tree, file);
  const text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2) return `the defence is not there any more, in ${file}`;
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
  try {
    if (project === 'apps/system-e2e') {
      const build = ran('.', 'npx', 'nx', 'run-many', '-t', 'build', '-p', ...BUILT);
      if (!build.isWell) return `does not build without it:\n${build.output}`;
    }
    const { output } = spec.endsWith('.mjs')
      ? ran(project, 'node', '--test', `--test-name-pattern=\\b${row}\\b`, spec)
      : // Does not wait for what a successful attack leaves open.
        ran(project, 'npx', 'jest', spec, '-t', `\\b${row}\\b`, '--forceExit');
    if (output.includes('Test suite failed to run')) return `its tests do not run:\n${output}`;
    if (!ENDED.test(output)) return `its tests did not come to an end:\n${output}`;
    const [, failed] = FAILED.exec(output) ?? [];
    return failed ? null : 'no test fails without it';
  } finally {
    writeFileSync(path, text);
  }
}

const rows = process.argv.slice(2);
const chosen = DEFENCES.filter(({ row }) => rows.length === 0 || rows.includes(row));
let unshown = 0;
try {
  execFileSync('git', ['clone', '-q', root, tree]);
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  for (const defence of chosen) {
    const problem = without(defence);
    if (problem) unshown++;
    console.log(
      `${problem ? 'NOT SHOWN' : 'shown    '}  ${defence.row}: ${defence.what}${problem ? `: ${problem}` : ''}`,
    );
  }
} finally {
  rmSync(tree, { recursive: true });
}
process.exitCode = unshown === 0 ? 0 : 1;
