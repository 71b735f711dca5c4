import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findLongSentences, sentenceProblemsOf } from './sentences.mjs';

const words = (count) => Array.from({ length: count }, (_, i) => `Word${i}`).join(' ');
const LONG = `${words(25)}.`;
const REFUSED = {
  'a doc comment': `/** ${LONG} */`,
  'a doc comment of several lines': `/**\n * ${words(13)}\n * ${words(12)}.\n */`,
  'a comment of several lines': `  // ${words(13)}\n  // ${words(12)}.\n`,
  'a later sentence': `/** Short. ${LONG} Short again. */`,
  'a tag': `/**\n * Short.\n * @param name ${LONG}\n */`,
};

for (const [where, text] of Object.entries(REFUSED)) {
  test(`refuses a sentence of more than 24 words in ${where}`, () => {
    assert.deepEqual(
      findLongSentences(text).map((found) => found.words),
      [where === 'a tag' ? 27 : 25],
    );
  });
}

test('takes a sentence of 24 words, and any number of them', () => {
  assert.deepEqual(findLongSentences(`/** ${words(24)}. ${words(24)}. */`), []);
});

test('takes a list of errors, a layout, a table and code', () => {
  assert.deepEqual(findLongSentences(`/**\n * Short.\n * @throws Error ${LONG}\n */`), []);
  assert.deepEqual(findLongSentences(`/** Short. @throws Error ${LONG} */`), []);
  assert.deepEqual(findLongSentences(`/**\n *     | ${words(25)} |\n */`), []);
  assert.deepEqual(findLongSentences(`/**\n * | ${words(25)} |\n */`), []);
  assert.deepEqual(findLongSentences(`const text = '${LONG}';\n`), []);
});

test('counts code as one word, and references in brackets not at all', () => {
  assert.deepEqual(findLongSentences(`/** ${words(23)} \`${LONG}\`. */`), []);
  assert.deepEqual(findLongSentences(`/** ${words(24)} (docs/protocol.md, section 9.7). */`), []);
});

test('names the file, the line and the sentence', () => {
  const text = `const one = 1;\n\n/** ${LONG} */\nconst two = 2;\n`;
  assert.deepEqual(sentenceProblemsOf('a.ts', text), [
    `a.ts:3: a sentence of 25 words, at most 24: "${LONG}"`,
  ]);
});
