import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dependencyProblems } from './dependencies.mjs';

const problems = (targets, readme) => dependencyProblems({ a: targets }, () => readme);

test('a README that says what the graph says is in order, whatever explains it', () => {
  const says = (text) => `# a\n\n- **Words**: some.\n- **May depend on**: ${text}\n`;
  assert.deepEqual(problems([], says('nothing, so that others may.')), []);
  assert.deepEqual(problems(['kernel', 'node-hop', 'testing'], says('kernel, node/hop.')), []);
  assert.deepEqual(problems(['b', 'c'], says('c (which\n  is, so, big), b; and Nest.')), []);
});

test('a project too many, one too few and a README that says nothing are found', () => {
  const readme = '- **May depend on**: b, c. It is d that it may not.';
  assert.deepEqual(problems(['b', 'd'], readme), [
    'a: its README does not allow d, which it depends on',
    'a: its README allows c, which it does not depend on',
  ]);
  const silent = ['a: its README does not say what it may depend on'];
  assert.deepEqual(problems([], '# a'), silent);
  assert.deepEqual(problems([], undefined), silent);
});
