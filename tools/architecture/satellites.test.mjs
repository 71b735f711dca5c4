import assert from 'node:assert/strict';
import { normalize } from 'node:path';
import { test } from 'node:test';
import { readModule } from './read-modules.mjs';
import { findSatellites } from './satellites.mjs';

const LONG = '// long\n'.repeat(20);
const small = (file) => `${file}: too small to be alone; put it where it is used`;

/** What is said of files of these names and texts in `libs/a/src`. */
function satellites(files, reasons = new Map()) {
  const resolve = (specifier, file) => normalize(`${file}/../${specifier}.ts`);
  const read = ([name, text]) => {
    const file = `libs/a/src/${name}`;
    return [file, readModule(file, text, resolve)];
  };
  return findSatellites(new Map(Object.entries(files).map(read)), reasons);
}

const USE = `${LONG}import { x } from './x';`;

test('a small file that one file uses, or only tests, is found', () => {
  const x = small('libs/a/src/x.ts');
  assert.deepEqual(satellites({ 'x.ts': 'export const x = 1;\n', 'b.ts': USE }), [x]);
  assert.deepEqual(satellites({ 'x.ts': 'export const x = 1;\n', 'b.ts': USE, 'x.spec.ts': USE }), [
    x,
  ]);
});

test('one that two share, that a lib offers, that is long enough or of a kind that may be small is in order', () => {
  const x = 'export const x = 1;\n';
  assert.deepEqual(satellites({ 'x.ts': x, 'b.ts': USE, 'c.ts': USE }), []);
  assert.deepEqual(satellites({ 'x.ts': x, 'index.ts': `export { x } from './x';` }), []);
  assert.deepEqual(satellites({ 'x.ts': LONG + x, 'b.ts': USE }), []);
  assert.deepEqual(satellites({ 'x-error.ts': x, 'main.ts': x, 'x.spec.ts': x }), []);
});

test('a reason lets a small file be, and is found when it is needed no more', () => {
  const reasons = new Map([['libs/a/src/x.ts', 'is tested alone']]);
  const x = 'export const x = 1;\n';
  assert.deepEqual(satellites({ 'x.ts': x, 'b.ts': USE }, reasons), []);
  assert.deepEqual(satellites({ 'x.ts': LONG + x, 'b.ts': USE }, reasons), [
    'libs/a/src/x.ts: needs no reason any more to be small',
  ]);
});
