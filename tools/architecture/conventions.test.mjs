import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conventions } from './conventions.mjs';

/** The first words of each rule that a file with this name and text breaks. */
const broken = (path, text) =>
  conventions
    .filter(({ appliesTo, holds }) => appliesTo(path) && !holds(text))
    .map(({ rule }) => rule.split(' ').slice(0, 2).join(' '));

// Composed, so that this file is no find itself.
const only = 'it' + '.only(';
const skip = 'describe' + '.skip(';
const comment = '//' + ' @ts-' + 'ignore';
const registry = 'https://registry' + '.example.org/';
const folder = '/ho' + 'me/ann/sealwave';

test('each rule is broken by what it is about', () => {
  assert.deepEqual(broken('a.ts', 'x\n'.repeat(301)), ['more than']);
  assert.deepEqual(broken('libs/a.spec.ts', 'x\n'.repeat(401)), ['more than']);
  assert.deepEqual(broken('libs/a.spec.ts', `  ${only}'x')`), ['singles out']);
  assert.deepEqual(broken('libs/a.spec.ts', `  ${skip}'x')`), ['singles out']);
  assert.deepEqual(broken('.npmrc', `registry=${registry}`), ['names a']);
  assert.deepEqual(broken('README.md', `cd ${folder}`), ['names a']);
  assert.deepEqual(broken('a.ts', comment), ['switches a']);
});

test('what only looks like it breaks none', () => {
  assert.deepEqual(broken('a.ts', 'x\n'.repeat(300)), []);
  assert.deepEqual(broken('libs/a.spec.ts', 'x\n'.repeat(400)), []);
  assert.deepEqual(broken('libs/a.spec.ts', `${skip}'skipped, for there is no file')`), []);
  assert.deepEqual(broken('README.md', 'x\n'.repeat(1000)), []);
  assert.deepEqual(broken('libs/a.spec.ts', 'const run = vectors ? it : it.skip;\nsubmit(1);'), []);
  assert.deepEqual(broken('a.ts', "import x from './registry.mjs';\nfetch('/api/root/x');"), []);
});
