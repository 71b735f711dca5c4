import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { expect } from '@playwright/test';
import { formatUnlockCode, sealRecording } from '@sealwave/e2ee';
import { join as joinLobby } from '../../system-e2e/src/conformance/hop';
import { nativeSealed } from '../../system-e2e/src/conformance/native-message';
import { MessageCard } from './support/pages/message-card';
import { test } from './support/sealwave-test';

test.use({ ownServers: true });

const ASSETS = join(__dirname, '../../../libs/testing/assets');
const IMAGES = join(__dirname, '../../../tmp/screenshots');

const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };
const SCREENS = [
  { name: 'phone-dark', viewport: PHONE, colorScheme: 'dark' },
  { name: 'phone-light', viewport: PHONE, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: DESKTOP, colorScheme: 'dark' },
  { name: 'desktop-light', viewport: DESKTOP, colorScheme: 'light' },
] as const;

for (const { name, ...screen } of SCREENS) {
  test(`the inbox fits the screen and is accessible: ${name}`, async ({ sealwave }) => {
    const ben = await sealwave.join(screen);
    const card = MessageCard.newest(ben);
    const capture = async (step: string) => {
      const overhang = await ben.page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(overhang).toBe(0);
      await ben.page.screenshot({ path: `${IMAGES}/${name}-inbox-${step}.png`, fullPage: true });
      const { violations } = await new AxeBuilder({ page: ben.page }).include('.inbox').analyze();
      expect(violations.map(({ id, nodes }) => [step, id, nodes.map(({ html }) => html)])).toEqual(
        [],
      );
    };
    const raw = await joinLobby(Number(sealwave.voiceServer.address.split(':')[1]));
    raw.announce();
    const voice = Uint8Array.from(readFileSync(join(ASSETS, 'librivox-0930.webm')));
    const { file, key } = await sealRecording(voice);
    const ann = await sealwave.join();

    await ann.record(2);
    await ann.send();
    await expect(ben.messages).toHaveCount(1);
    raw.send(nativeSealed(Buffer.from(file)));
    await expect(card.codeField).toBeVisible();
    await capture('locked');

    await card.unlock(formatUnlockCode((await sealRecording(voice)).key));
    await expect(card.problem).toBeVisible();
    await capture('wrong-code');

    await card.unlock(formatUnlockCode(key));
    await expect(card.voice).toHaveCount(1);
    for (const summary of await ben.messages.locator('summary').all()) await summary.click();
    await capture('unlocked');

    await ben.page.goto(`${ben.page.url()}#unlock=${formatUnlockCode(key).replace(/.$/, '*')}`);
    await ben.messages
      .last()
      .getByRole('button', { name: /^Remove/ })
      .click();
    await capture('notices');
    await ben.page.getByRole('button', { name: /^Remove message/ }).click();
    await capture('empty');
  });
}
