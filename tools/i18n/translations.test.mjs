import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemsOf } from './translations.mjs';

test('a translation of every text with the same placeholders has no problems', () => {
  const source = { 1: 'Lost {$NAME}', 2: 'Send' };
  assert.deepEqual(problemsOf(source, { 1: '{$NAME} verloren', 2: 'Senden' }), []);
});

test('what is missing, left over or broken is named with its text', () => {
  const problems = problemsOf({ 1: 'Lost {$NAME}', 2: 'Send' }, { 1: 'Verloren', 3: 'Alt' });
  assert.deepEqual(problems, [
    '2 is not translated: Send',
    '3 is on the page no more: Alt',
    '1 has other placeholders than its source: Verloren',
  ]);
});
