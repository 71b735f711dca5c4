import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './support/sealwave-test';

const IMAGES = join(__dirname, '../../../tmp/screenshots');

const SCREENS = [
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desktop-light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
] as const;

for (const { name, ...screen } of SCREENS) {
  test(`everything fits the screen: ${name}`, async ({ sealwave }) => {
    const ann = await sealwave.join(screen);
    const ben = await sealwave.join(screen);
    const capture = async (step: string) => {
      const overhang = await ann.page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(overhang).toBe(0);
      await ann.page.screenshot({ path: `${IMAGES}/${name}-${step}.png` });
    };
    await ben.record(2);
    await ben.send();
    await expect(ann.messages).toHaveCount(1);
    await ann.recordButton.press('Enter');
    await ann.hasSpoken(3);
    await capture('recording');
    await ann.stopButton.click();
    await expect(ann.sendButton).toBeVisible();
    await capture('review');
    await ann.send();
    await capture('sent');
  });
}
