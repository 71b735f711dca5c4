// The walks of ARCHITECTURE.md: a reader can follow them only while their files exist and are few.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');

/** How many files each of them may pass at most. */
const WALKS = {
  'Life of a message': 35,
  'Life of a sealed message': 25,
  'Life of a join': 25,
  'Life of a handshake': 15,
};

const sectionOf = (title) => text.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

for (const [title, most] of Object.entries(WALKS)) {
  const walk = sectionOf(title);
  const files = new Set([...walk.matchAll(/\]\(([^)]+\.ts)\)/g)].map(([, path]) => path));

  test(`ARCHITECTURE.md counts the files of "${title}"`, () => {
    assert.equal(Number(/\b(\d+) files\b/.exec(walk)?.[1]), files.size);
  });

  test(`"${title}" passes ${most} files at most, all of which are there`, () => {
    assert.ok(files.size > 0 && files.size <= most, `${files.size} files`);
    assert.deepEqual(
      [...files].filter((path) => !existsSync(join(root, path))),
      [],
    );
  });

  test(`"${title}" names each step once, in order`, () => {
    const steps = [...walk.matchAll(/^(\d+)\. /gm)].map(([, number]) => Number(number));
    assert.deepEqual(
      steps,
      steps.map((_, at) => at + 1),
    );
  });
}
