import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTests } from './count-tests.mjs';

const JEST = '\u001b[1mTests:       \u001b[22m\u001b[1m\u001b[32m27 passed\u001b[39m, 27 total\r\n';

test('every kind of summary is counted, colours or not', () => {
  assert.deepEqual(countTests(JEST), { passed: 27, failed: 0, skipped: 0 });
  assert.deepEqual(countTests('Tests:       1 failed, 2 skipped, 11 passed, 14 total'), {
    passed: 11,
    failed: 1,
    skipped: 2,
  });
  assert.deepEqual(
    countTests('Chromium 156.0.8078.79: 335 passed, 1 failed, 2 skipped, in 18 files'),
    { passed: 335, failed: 1, skipped: 2 },
  );
  assert.deepEqual(
    countTests('  1 failed\n    [chromium] › a.spec.ts\n  1 flaky\n  4 passed (9s)'),
    {
      passed: 5,
      failed: 1,
      skipped: 0,
    },
  );
  assert.deepEqual(countTests('# tests 6\n# pass 4\n# fail 1\n# skipped 1\n# todo 0'), {
    passed: 4,
    failed: 1,
    skipped: 1,
  });
});

test('summaries add up, and other lines do not count', () => {
  const output = `${JEST}Test Suites: 9 passed, 9 total\n335 passed\nwe passed 3\n${JEST}`;
  assert.deepEqual(countTests(output), { passed: 54, failed: 0, skipped: 0 });
});
