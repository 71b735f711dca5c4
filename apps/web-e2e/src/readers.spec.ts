import { expect } from '@playwright/test';
import { expectNoViolations } from './support/accessibility';
import { LabPage } from './support/pages/lab-page';
import { RoomView } from './support/pages/room-view';
import { test } from './support/sealwave-test';
import { TalkPage } from './support/pages/talk-page';

const NARROW = { viewport: { width: 320, height: 640 } };

test('a German browser reads German at the plain address, until somebody chooses', async ({
  sealwave,
}) => {
  const { page } = await sealwave.join({ locale: 'de-DE' });
  await expect(page).toHaveURL(/\/de\/$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.getByRole('link', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.goto(`${sealwave.gateway.url}/de/lab`);
  await expect(page).toHaveURL(/\/lab$/);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('an invite carries no language, and figures are in that of the page', async ({ sealwave }) => {
  const ann = new TalkPage(
    (
      await sealwave.join({
        locale: 'de-DE',
        permissions: ['microphone', 'clipboard-read', 'clipboard-write'],
      })
    ).page,
  );
  const { page } = ann;
  await page.getByRole('button', { name: 'Raum erstellen' }).click();
  await ann.isConnected();
  await page.getByRole('button', { name: 'Einladung kopieren' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(/^https?:\/\/[^/]+\/r\//);
  await page.goto(`${sealwave.gateway.url}/de/lab`);
  await expect(page.getByText(/\d,\d dB/).first()).toBeVisible();
  await expect(page.getByText(/\d\.\d dB/)).toHaveCount(0);
});

test('a browser without a network does not say that it is connected', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await ann.page.context().setOffline(true);
  await expect(ann.connection).toContainText("You're offline");
  await ann.page.context().setOffline(false);
  await expect(ann.connection).toContainText('Connected');
});

test.describe('where one socket an address is allowed', () => {
  test.use({
    gatewaySettings: { GATEWAY_SOCKETS_PER_ADDRESS: '1', GATEWAY_TRUSTED_PROXIES: '192.0.2.0/24' },
  });

  test('TM-D15: the next page behind an address is told why, and comes in when there is room', async ({
    sealwave,
  }) => {
    const ann = await sealwave.join();
    const page = await ann.page.context().newPage();
    const ben = new TalkPage(page);
    await page.goto(sealwave.gateway.url);
    await expect(ben.connection).toContainText('Too many people from your network');
    await expect(ben.connection).toContainText(/next try in \d+ s/);
    await page.screenshot({ path: test.info().outputPath('crowded.png') });
    // While nobody has left: the page may ask by itself at any time afterwards, and the button is "Disconnect" then.
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(ben.connection).toContainText('Too many people from your network');
    await ann.page.close();
    await ben.isConnected();
  });
});

test('everything fits a screen that is 320 pixels wide', async ({ sealwave }) => {
  const { page } = await sealwave.join(NARROW);
  await new RoomView(page).press('Create room');
  await expect(page.getByText('This browser remembers this room.')).toBeVisible();
  for (const path of ['', 'lab']) {
    if (path) await page.goto(`${sealwave.gateway.url}/${path}`);
    await expect(page.getByRole('main')).toBeVisible();
    // Charts and tables come after the first figures.
    if (path) await new LabPage(page).isComputed();
    const widest = await page.evaluate(() => document.documentElement.scrollWidth);
    await page.screenshot({
      path: test.info().outputPath(`narrow-${path || 'room'}.png`),
      fullPage: true,
    });
    expect([path, widest]).toEqual([path, 320]);
    await expectNoViolations(page, `320 pixels: ${path}`);
  }
});

test('with forced colours it can be seen whether the page is connected', async ({ sealwave }) => {
  const { page } = await sealwave.join({ forcedColors: 'active' });
  const lamp = page.locator('.lamp');
  const look = () =>
    lamp.evaluate((element) => {
      const { backgroundColor, borderTopWidth } = getComputedStyle(element);
      return { backgroundColor, borderTopWidth };
    });
  const connected = await look();
  expect(connected.borderTopWidth).toBe('2px');
  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(lamp).toHaveAttribute('data-kind', 'disconnected');
  expect((await look()).backgroundColor).not.toBe(connected.backgroundColor);
  await page.screenshot({ path: test.info().outputPath('forced-colours.png'), fullPage: true });
});
