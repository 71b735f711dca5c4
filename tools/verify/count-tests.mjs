import { stripVTControlCharacters } from 'node:util';

/** Patterns of the last lines of test programs. Group 1 holds the numbers with their words. */
const SUMMARIES = [
  /^Tests: +(.+), \d+ total$/, // Jest
  /^Chromium [\d.]+: (.+), in \d+ files$/, // tools/browser-specs
  /^ +(\d+ (?:passed|failed|flaky|skipped|interrupted|did not run))(?: \(.+\))?$/, // Playwright
  /^# ((?:pass|fail|cancelled|skipped|todo) \d+)$/, // node:test, as TAP
];

/** The meaning of these words. */
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

/** Sums passed, failed and skipped tests over every summary in `output`. All programs above count. */
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
