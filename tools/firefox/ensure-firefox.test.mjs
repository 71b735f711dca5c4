import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

test('where there is no Firefox, that is said, and is no failure', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(import.meta.dirname, 'ensure-firefox.mjs')],
    { env: { ...process.env, FIREFOX_PATH: '' }, encoding: 'utf8' },
  );
  assert.equal(status, 0);
  assert.match(stdout, /^No Firefox here, so the tests in it are skipped\..*\n\n$/);
});
