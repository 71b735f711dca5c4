import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { findSpecs } from '../browser-specs/workspace.mjs';
import { workspace } from './run-command.mjs';
import { SECOND_PLATFORM, isTest, listTests, misplacedTests } from './runners.mjs';
import { LONG_STEPS, STEPS } from './steps.mjs';

const runnersIn = (steps, long) =>
  steps
    .flat()
    .filter(({ counts, command }) => counts && command !== SECOND_PLATFORM)
    .map(async (step) => ({ title: step.title, long, files: await listTests(step) }));

test('every file that holds tests is run by exactly one runner', { timeout: 120_000 }, async () => {
  const tracked = execFileSync('git', ['ls-files'], { cwd: workspace, encoding: 'utf8' });
  const tests = tracked.split('\n').filter(isTest);
  const runners = await Promise.all([...runnersIn(STEPS, false), ...runnersIn(LONG_STEPS, true)]);
  for (const { title, files } of runners) assert.ok(files.length > 0, `${title} runs nothing`);
  assert.ok(tests.length > 300, `${tests.length} files`);
  assert.deepEqual(misplacedTests(tests, runners), []);

  // Those of `libs/shared` run in Chromium as well.
  const unit = runners.find(({ title }) => title === 'unit tests').files;
  const shared = unit.filter((file) => file.startsWith('libs/shared/')).sort();
  assert.deepEqual(findSpecs(), shared);
});

test('a test that nobody runs is found, and one that two run', () => {
  const runners = [
    { title: 'unit', long: false, files: ['a.spec.ts', 'b.spec.ts'] },
    { title: 'system', long: false, files: ['b.spec.ts'] },
    { title: 'long', long: true, files: ['a.spec.ts', 'd.long.spec.ts'] },
  ];
  const tests = ['a.spec.ts', 'b.spec.ts', 'c.spec.ts', 'd.long.spec.ts'];
  assert.deepEqual(misplacedTests(tests, runners), [
    'b.spec.ts: run by unit and by system',
    'c.spec.ts: no runner runs it',
  ]);
  assert.ok(isTest('x/forgotten.spec.tsx') && isTest('x/forgotten.test.cjs'));
});
