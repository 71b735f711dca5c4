import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join, relative, resolve } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const workspace = resolve(import.meta.dirname, '../..');
const solution = join(workspace, 'tools/tsconfig/all.json');

/** What a configuration of TypeScript says, with all that it extends. */
function parse(path) {
  const { config, error } = ts.readConfigFile(path, ts.sys.readFile);
  assert.equal(error, undefined);
  return ts.parseJsonConfigFileContent(config, ts.sys, resolve(path, '..'), undefined, path);
}

const programs = new Map(
  parse(solution).projectReferences.map(({ path }) => [relative(workspace, path), parse(path)]),
);

/** The programs in which a file is checked. */
const programsOf = (file) =>
  [...programs]
    .filter(([, { fileNames }]) => fileNames.includes(join(workspace, file)))
    .map(([name]) => name.replace(/^.*\/|\.json$/g, ''));

test('every file of TypeScript is checked by one of the programs', () => {
  const tracked = execFileSync('git', ['ls-files', '*.ts'], { cwd: workspace, encoding: 'utf8' });
  const files = tracked.trim().split('\n');
  assert.ok(files.length > 500, `${files.length} files`);
  // What sets Jest up belongs to no platform.
  const unchecked = files.filter((file) => programsOf(file).length === 0);
  assert.deepEqual(unchecked, ['tools/jest/angular-test-setup.ts']);
});

test('what runs anywhere is checked without the globals of Node, and the servers without those of Jest', () => {
  assert.deepEqual(programsOf('libs/shared/wire/src/index.ts'), ['any', 'node']);
  assert.deepEqual(programsOf('apps/gateway/src/main.ts'), ['node', 'node-apps']);
  assert.deepEqual(programsOf('libs/web/ui/src/index.ts'), ['web']);
  const types = (name) => programs.get(`tools/tsconfig/programs/${name}.json`).options.types;
  assert.deepEqual([types('any'), types('node-apps')], [[], ['node']]);
  assert.ok(!types('web').includes('node'));
});
