import { chromium } from '@playwright/test';

/**
 * Longest silence of a page, in milliseconds. It is longer than a test's time limit: only a page that hangs
 * exceeds it.
 */
const SILENCE_LIMIT_MS = 90_000;

/**
 * Opens the page with the runner in Chromium and runs the specs.
 * @param {(result: object) => void} report receives each test's result as it ends, and errors that no test
 * caught.
 * @returns the version of Chromium.
 */
export async function runInChromium({ executablePath, origin, specs, report }) {
  const browser = await chromium.launch({ executablePath });
  const silence = newSilence();
  const hear = (result) => {
    silence.end();
    report(result);
  };
  try {
    const page = await browser.newPage();
    page.on('pageerror', ({ message, stack }) =>
      hear({ title: 'outside of any test', status: 'failed', problem: stack ?? message }),
    );
    await page.exposeFunction('reportResult', hear);
    await page.goto(origin);
    await page.waitForFunction(() => 'runSpecs' in globalThis);
    await Promise.race([
      page.evaluate((paths) => globalThis.runSpecs(paths), specs),
      silence.tooLong,
    ]);
    return browser.version();
  } finally {
    silence.close();
    await browser.close();
  }
}

/** A promise that rejects when `end` was not called for too long. */
function newSilence() {
  let timer;
  let fail;
  const tooLong = new Promise((_, reject) => (fail = reject));
  const end = () => {
    clearTimeout(timer);
    const problem = new Error(`the page hangs: silent for ${SILENCE_LIMIT_MS / 1000} s`);
    timer = setTimeout(() => fail(problem), SILENCE_LIMIT_MS);
  };
  end();
  return { tooLong, end, close: () => clearTimeout(timer) };
}
