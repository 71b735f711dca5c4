import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EXCEPTIONS } from './exceptions.mjs';
import { findWords, problemsOf, WORDS } from './words.mjs';

const REFUSED = [
  'Whoever asks is told.',
  'closed by whomever',
  'sealed anew for each',
  'A moderator put them out.',
  'puts out a member',
  'an address that is none',
  '0 for who is none',
  'what it holds besides',
  'sent in place of a key',
  'of so many bytes',
  'Press once more',
  'as the requirements have it',
  'an address of his choice',
  'poses as himself',
];

for (const text of REFUSED) {
  test(`refuses a comment, a string and a line of a document with ${JSON.stringify(text)}`, () => {
    assert.equal(findWords('a.ts', `/** ${text} */`).length, 1);
    assert.equal(findWords('a.spec.ts', `it('${text}', () => {`).length, 1);
    assert.equal(findWords('a.md', `- ${text}`).length, 1);
  });
}

test('has an example of each word that it refuses', () => {
  for (const { pattern } of WORDS) {
    assert.ok(
      REFUSED.some((text) => text.search(pattern) >= 0),
      String(pattern),
    );
  }
});

test('finds words that a line break divides, in comments and documents', () => {
  const comment = ['/**', ' * Sent in', ' * place of a key.', ' */'].join('\n');
  assert.deepEqual(
    findWords('a.ts', comment).map(({ line }) => line),
    [2],
  );
  assert.equal(findWords('a.ts', '// sent in place\n// of a key').length, 1);
  assert.equal(findWords('a.md', 'sent in\nplace of a key').length, 1);
});

test('takes plain words, and code that a document quotes', () => {
  const plain =
    'null when there is none; reputation; the output; history; somany; a place of its own';
  assert.deepEqual(findWords('a.ts', plain), []);
  assert.deepEqual(findWords('a.md', 'Write `anew` in no comment.'), []);
  assert.equal(findWords('a.ts', '/** Not `anew`. */').length, 1);
});

test('takes what an exception covers, and refuses an exception that covers nothing', () => {
  const exception = { file: 'a.md', text: 'all anew', reason: 'a quotation' };
  assert.deepEqual(problemsOf('a.md', 'He wrote it all anew.', [exception]), []);
  assert.equal(problemsOf('a.md', 'Sealed anew.', [exception]).length, 2);
  assert.equal(problemsOf('b.md', 'He wrote it all anew.', [exception]).length, 1);
  assert.equal(problemsOf('a.md', 'Sealed again.', [exception]).length, 1);
});

test('has a reason for each exception', () => {
  assert.ok(EXCEPTIONS.every(({ reason }) => reason.length > 0));
});
