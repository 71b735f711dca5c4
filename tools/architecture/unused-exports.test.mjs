import assert from 'node:assert/strict';
import { normalize } from 'node:path';
import { test } from 'node:test';
import { readModule } from './read-modules.mjs';
import { findUnusedExports } from './unused-exports.mjs';

/** What is said of files of these names and texts; `@a` is `libs/a/src/index.ts`, and `./b` is beside the file. */
function unused(files, ahead = new Map()) {
  const resolve = (specifier, file) =>
    specifier.startsWith('@')
      ? `libs/${specifier.slice(1)}/src/index.ts`
      : normalize(`${file}/../${specifier}.ts`);
  const read = ([file, text]) => [file, readModule(file, text, resolve)];
  return findUnusedExports(new Map(Object.entries(files).map(read)), ahead);
}

const A = 'libs/a/src/a.ts';

test('an export that nobody needs is found, with its line', () => {
  assert.deepEqual(unused({ [A]: `\nexport const x = 1;` }), [`${A}:2: x is not used`]);
  assert.deepEqual(unused({ [A]: `export function f() {}\nf();` }), [
    `${A}:1: f is used in this file alone`,
  ]);
  assert.deepEqual(
    unused({ [A]: `export type T = 1;\nexport class C {}\nexport interface I {}` }),
    [`${A}:1: T is not used`, `${A}:2: C is not used`, `${A}:3: I is not used`],
  );
});

test('an export that tests alone use is found, but in code for tests, or where its own file uses it', () => {
  const spec = { 'libs/a/src/a.spec.ts': `import { x } from './a';` };
  assert.deepEqual(unused({ [A]: `export const x = 1;`, ...spec }), [
    `${A}:1: x is used by tests alone`,
  ]);
  assert.deepEqual(unused({ [A]: `export const x = 1;\nconst y = x;`, ...spec }), []);
  const fixture = 'libs/a/src/a-fixtures.ts';
  const using = { 'libs/a/src/a.spec.ts': `import { x } from './a-fixtures';` };
  assert.deepEqual(unused({ [fixture]: `export const x = 1;`, ...using }), []);
  assert.deepEqual(unused({ [fixture]: `export const x = 1;` }), [`${fixture}:1: x is not used`]);
});

test('an index is for other projects, whether it passes a name on or renames it', () => {
  const index = 'libs/a/src/index.ts';
  const lib = { [A]: `export const x = 1;`, 'libs/a/src/b.ts': `import { x } from './a';` };
  assert.deepEqual(unused({ ...lib, [index]: `export { x } from './a';` }), [
    `${index}:1: x is taken by no other project`,
  ]);
  for (const [passed, taken] of [
    [`export { x } from './a';`, `import { x } from '@a';`],
    [`export { x as y } from './a';`, `import { y as z } from '@a';`],
    [`export * from './a';`, `import * as a from '@a';`],
    [`export { x } from './a';`, `export const load = () => import('@a');`],
  ]) {
    const other = { 'apps/b/src/main.ts': `${taken}\nload;` };
    const files = { [A]: lib[A], [index]: passed, ...other };
    assert.deepEqual(
      unused(files).filter((line) => !line.includes('load')),
      [],
      passed,
    );
  }
});

test('a type may be exported to name what others are given', () => {
  const text = `export interface Options { n: number }\nexport const f = (o: Options) => o.n;`;
  assert.deepEqual(unused({ [A]: text, 'libs/a/src/b.ts': `import { f } from './a';` }), []);
});

test('an entry that is ahead of its users needs none, until there is one', () => {
  const index = 'libs/a/src/index.ts';
  const lib = { [A]: `export const x = 1;`, [index]: `export { x } from './a';` };
  const ahead = new Map([[index, 'the page']]);
  assert.deepEqual(unused(lib, ahead), []);
  const test = { 'apps/b-e2e/src/b.spec.ts': `import { x } from '@a';` };
  assert.deepEqual(unused({ ...lib, ...test }, ahead), []);
  const user = { 'apps/b/src/main.ts': `import { x } from '@a';` };
  assert.deepEqual(unused({ ...lib, ...user }, ahead), [
    `${index}: is not ahead of its users any more`,
  ]);
  assert.deepEqual(unused({ ...lib, 'libs/a/src/b.ts': `export const y = 1;` }, ahead), [
    `libs/a/src/b.ts:1: y is not used`,
  ]);
});
