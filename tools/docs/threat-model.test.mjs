import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const docs = join(import.meta.dirname, '../../docs');
const [held] = readFileSync(join(docs, 'threat-model.md'), 'utf8').split('## What is open');

/** The rows that have a number, and the files that hold their tests. */
const rows = held
  .split('\n')
  .map((line) => /^\| ((?:TM-)?[A-Z]\d+) .*\| (.+) \|$/.exec(line))
  .filter((match) => match !== null)
  .map(([, name, last]) => ({
    name,
    files: [...last.matchAll(/\]\(([^)]+)\)/g)].map(([, to]) => to),
  }));

test('the threat model has the rows that the tests are named after', () => {
  assert.ok(rows.length > 20);
});

for (const { name, files } of rows.filter((row) => row.files.length > 0)) {
  test(`a test that row ${name} of the threat model refers to bears its name`, () => {
    const texts = files.map((file) => readFileSync(join(docs, file), 'utf8'));
    assert.ok(texts.some((text) => new RegExp(`(?<!-)\\b${name}\\b`).test(text)));
  });
}
