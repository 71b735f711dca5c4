import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

const tools = join(import.meta.dirname, '..');
const run = (tool, env) =>
  spawnSync(process.execPath, [join(tools, tool)], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });

test('where there is no Firefox, that is said, and is no failure', () => {
  const { status, stdout } = run('firefox/ensure-firefox.mjs', { FIREFOX_PATH: '' });
  assert.equal(status, 0);
  assert.match(stdout, /^No Firefox here, so the tests in it are skipped\..*\n\n$/);
});

test('where there is no PulseAudio, that is said, and is no failure', () => {
  const { status, stdout } = run('pulseaudio/ensure-pulseaudio.mjs', { PULSEAUDIO_PATH: '' });
  assert.equal(status, 0);
  assert.match(stdout, /^No PulseAudio here, so the test that Firefox plays is skipped\..*\n\n$/);
});

test('the last line is the path of a program that works', () => {
  const { stdout } = run('firefox/ensure-firefox.mjs', { FIREFOX_PATH: process.execPath });
  assert.equal(stdout, `${process.execPath}\n`);
});

test('a program that does not work counts as missing', () => {
  const { stdout } = run('firefox/ensure-firefox.mjs', { FIREFOX_PATH: '/nowhere' });
  assert.match(stdout, /\n\n$/);
});
