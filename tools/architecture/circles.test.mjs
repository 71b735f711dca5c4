import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findCircles } from './circles.mjs';
import { readModule } from './read-modules.mjs';

/** The circles among files of these names and texts; `./b` is `b`. */
function circlesOf(files) {
  const resolve = (specifier) => specifier.replace('./', '');
  return findCircles(
    new Map(Object.entries(files).map(([file, text]) => [file, readModule(file, text, resolve)])),
  );
}

test('a circle is found whichever way a file imports another', () => {
  for (const back of [
    `import { A } from './a';`,
    `import type { A } from './a';`,
    `import { type A } from './a';`,
    `import './a';`,
    `import * as a from './a';`,
    `export { A } from './a';`,
    `export * from './a';`,
    `export const load = () => import('./a');`,
    `let a: import('./a').A;`,
    `const a = require('./a');`,
    `new Worker(new URL('./a', import.meta.url));`,
  ]) {
    assert.deepEqual(
      circlesOf({ a: `import { B } from './b';`, b: back }),
      [['a', 'b', 'a']],
      back,
    );
  }
});

test('of a knot of files the shortest circle is told, and of two knots one each', () => {
  const to = (...names) => names.map((name) => `import './${name}';`).join('\n');
  assert.deepEqual(
    circlesOf({
      ...{ a: to('b'), b: to('c'), c: to('a', 'b') },
      ...{ d: to('d'), e: to('a', 'd') },
    }),
    [
      ['b', 'c', 'b'],
      ['d', 'd'],
    ],
  );
});

test('a tree, and files that share one, are no circle', () => {
  const files = { a: `import './b'; import './c';`, b: `import './c';`, c: `// import './a';` };
  assert.deepEqual(circlesOf(files), []);
});
