import { stripVTControlCharacters } from 'node:util';

/** How the last lines of test programs give their numbers: group 1 holds numbers and words. */
const SUMMARIES = [
  /^Tests: +(.+), \d+ total$/, // Jest
  /^Chromium [\d.]+: (.+), in \d+ files$/, // tools/browser-specs
  /^ +(\d+ (?:passed|failed|flaky|skipped|interrupted|did not run))(?: \(.+\))?$/, // Playwright
  /^# ((?:pass|fail|cancelled|skipped|todo) \d+)$/, // node:test, as TAP
];

/** What their words mean here. */
const MEANINGS = {
  passed: 'passed',
  pass: 'passed',
  flaky: 'passed',
  failed: 'failed',
  fail: 'failed',
  cancelled: 'failed',
  interrupted: 'failed',
  'did not run': 'failed',
  skipped: 'skipped',
  todo: 'skipped',
};

/**
 * Sums the tests that passed, failed and were left out over every summary in `output`, of whichever
 * of the programs above.
 */
export function countTests(output) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const line of stripVTControlCharacters(output).split(/\r?\n/)) {
    const summary = SUMMARIES.map((pattern) => pattern.exec(line)?.[1]).find(Boolean);
    for (const pair of summary?.split(', ') ?? []) {
      const meaning = MEANINGS[pair.replace(/\d+/, '').trim()];
      if (meaning) counts[meaning] += Number(/\d+/.exec(pair)[0]);
    }
  }
  return counts;
}
