import { expect } from '@playwright/test';
import { test } from './support/sealwave-test';
import { tasksDuring } from './support/main-thread';

const SECONDS = 60;

/** Starting microphone, and what the engine compiles when it first moves. */
const START_UP_MS = 3000;

/** Of the processor, for one task: with more of it the page does not answer at once. */
const LONG_TASK_MS = 50;

test('the visualiser leaves the page free for a minute, and Angular sleeps', async ({
  sealwave,
  browser,
}) => {
  test.setTimeout(180_000);
  const ann = await sealwave.join({ viewport: { width: 1280, height: 800 } });
  await ann.recordButton.focus();
  await ann.page.evaluate(() => {
    const counted = { frames: 0, meterTexts: 0, otherMutations: 0 };
    Object.assign(window, { counted });
    requestAnimationFrame(function next() {
      counted.frames++;
      requestAnimationFrame(next);
    });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const element = target instanceof Element ? target : target.parentElement;
        if (element?.closest('sw-level-meter, sw-live-snr')) counted.meterTexts++;
        else counted.otherMutations++;
      }
    }).observe(document, {
      ...{ subtree: true, childList: true, characterData: true, attributes: true },
    });
  });
  const tasks = await tasksDuring(browser, ann.page, async () => {
    await ann.page.keyboard.press('Enter');
    await ann.hasSpoken(SECONDS);
  });
  const counted = await ann.page.evaluate(
    () =>
      Reflect.get(window, 'counted') as Record<'frames' | 'meterTexts' | 'otherMutations', number>,
  );
  await ann.page.keyboard.press('Escape');

  const running = tasks.filter(({ atMs }) => atMs > START_UP_MS);
  const longest = (values: readonly number[]): number => Math.max(...values);
  const figures = {
    tasks: running.length,
    longTasks: running.filter(({ processorMs }) => processorMs > LONG_TASK_MS).length,
    longestByProcessorMs: longest(running.map(({ processorMs }) => processorMs)),
    longestByClockMs: longest(running.map(({ wallMs }) => wallMs)),
    busyShare: running.reduce((sum, task) => sum + task.processorMs, 0) / (SECONDS * 1000),
    framesPerSecond: counted.frames / SECONDS,
    meterTextsPerSecond: counted.meterTexts / SECONDS,
    otherMutationsPerSecond: counted.otherMutations / SECONDS,
  };
  test.info().annotations.push({ type: 'figures', description: JSON.stringify(figures) });

  // Something has moved, however little of the machine is left for it.
  expect(figures.tasks).toBeGreaterThan(10 * SECONDS);
  expect(figures.longTasks).toBeLessThan(figures.tasks / 1000);
  // Five times a second four texts of the level, and three times those of the ratio.
  expect(figures.meterTextsPerSecond).toBeLessThan(40);
  // What Angular shows is the time, once a second.
  expect(figures.otherMutationsPerSecond).toBeLessThan(3);
});
