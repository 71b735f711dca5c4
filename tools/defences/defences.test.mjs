// Whether the list of defences still fits the sources. That tests fail without them is shown by run.mjs, which takes long.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { DEFENCES } from './defences.mjs';

const workspace = join(import.meta.dirname, '../..');

for (const { row, what, file, from, to, project, spec } of DEFENCES) {
  test(`${row}, ${what}: is in its file once, and its tests are in their project`, () => {
    const text = readFileSync(join(workspace, file), 'utf8');
    assert.equal(text.split(from).length - 1, 1, `the defence in ${file}`);
    assert.notEqual(from, to);
    const tests = readdirSync(join(workspace, project), { recursive: true })
      .filter((path) => /\.(spec\.ts|test\.mjs|spec\.mjs)$/.test(path) && path.includes(spec))
      .map((path) => readFileSync(join(workspace, project, path), 'utf8'));
    assert.ok(
      tests.some((source) => source.includes(row)),
      `no test of ${row} in a file named ${spec} of ${project}`,
    );
  });
}
