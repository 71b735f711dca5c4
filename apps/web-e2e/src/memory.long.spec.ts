import { expect } from '@playwright/test';
import { type Heap, measureHeap } from './support/heap';
import { test } from './support/sealwave-test';

const CYCLES = 10;

/** The first cycles fill caches; growth after them is a leak. */
const WARM_UP_CYCLES = 3;

interface Held extends Heap {
  /** `blob:` addresses that keep their bytes in memory. */
  readonly urls: number;
}

test('ten recordings that were sent leave nothing behind at their sender', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await sealwave.join(); // somebody who hears it
  await ann.page.addInitScript(() => {
    const { createObjectURL, revokeObjectURL } = URL;
    const urls = new Set<string>();
    Object.assign(window, { urls });
    URL.createObjectURL = (object: Blob) => {
      const url = createObjectURL.call(URL, object);
      urls.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      urls.delete(url);
      revokeObjectURL.call(URL, url);
    };
  });
  await ann.page.reload();
  await ann.isConnected();
  const browser = await ann.page.context().newCDPSession(ann.page);

  const held: Held[] = [];
  for (let cycle = 0; cycle < CYCLES; cycle++) {
    await ann.record(1);
    await ann.send();
    held.push({
      ...(await measureHeap(browser)),
      urls: await ann.page.evaluate(() => (Reflect.get(window, 'urls') as Set<string>).size),
    });
  }
  test.info().annotations.push({ type: 'held', description: JSON.stringify(held) });

  const [early, late] = [held[WARM_UP_CYCLES], held[CYCLES - 1]];
  expect(late.nodes).toBeLessThanOrEqual(early.nodes + 20);
  expect(late.listeners).toBeLessThanOrEqual(early.listeners + 10);
  expect(late.urls).toBeLessThanOrEqual(early.urls);
  expect(late.dataBytes).toBeLessThan(early.dataBytes * 1.05);
});
