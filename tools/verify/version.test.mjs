import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const read = (path) => readFileSync(join(import.meta.dirname, '../..', path), 'utf8');

test('package.json, the lockfile and the newest release in CHANGELOG.md name the same version', () => {
  const { version } = JSON.parse(read('package.json'));
  const { version: locked, packages } = JSON.parse(read('package-lock.json'));
  assert.deepEqual([locked, packages[''].version], [version, version]);
  const headings = [...read('CHANGELOG.md').matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  const [first, ...releases] = headings[0] === 'Unreleased' ? headings : ['', ...headings];
  assert.ok(
    first === 'Unreleased' || releases.length > 0,
    'neither a release nor what is to be one',
  );
  for (const heading of releases) assert.match(heading, /^\d+\.\d+\.\d+, \d{4}-\d{2}-\d{2}$/);
  if (releases.length > 0) assert.equal(releases[0].split(',')[0], version);
});
