import { expect } from '@playwright/test';
import { test } from './support/sealwave-test';

test('the page speaks German below /de/, and the choice keeps the page', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await ann.page.getByRole('link', { name: 'Deutsch' }).click();
  await expect(ann.page).toHaveURL(/\/de\/$/);
  await expect(ann.page.locator('html')).toHaveAttribute('lang', 'de');
  await ann.isConnected();
  await expect(ann.page.getByRole('link', { name: 'Sprechen' })).toBeVisible();
  await ann.page.getByRole('link', { name: 'English' }).click();
  await expect(ann.page.locator('html')).toHaveAttribute('lang', 'en');
});

test('the colours follow the system until somebody chooses, and are remembered', async ({
  sealwave,
}) => {
  const ann = await sealwave.join({ colorScheme: 'light' });
  const background = () =>
    ann.page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await background();
  await ann.page.getByLabel('Colours').selectOption('Dark');
  const dark = await background();
  expect(dark).not.toBe(light);
  await ann.page.reload();
  await ann.isConnected();
  expect(await background()).toBe(dark);
});

test('an address that is no page leads to the first one, and a missing file to none', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  await ann.page.goto(`http://${sealwave.gateway.address}/nothing/here`);
  await ann.isConnected();
  await expect(ann.page).toHaveURL(`http://${sealwave.gateway.address}/`);
  const missing = await ann.page.request.get(`http://${sealwave.gateway.address}/main-00000000.js`);
  expect(missing.status()).toBe(404);
});

test('the page travels compressed, and the parts that never change are kept', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const script = ann.page.waitForResponse(/\/main-[A-Z0-9]{8}\.js$/);
  await ann.page.reload();
  const scriptHeaders = await (await script).allHeaders();
  expect(scriptHeaders['content-encoding']).toMatch(/^(gzip|br)$/);
  expect(scriptHeaders['cache-control']).toContain('immutable');
  const page = await ann.page.request.get(`http://${sealwave.gateway.address}/lab`, {
    headers: { accept: 'text/html' },
  });
  expect(page.headers()['cache-control']).toBe('no-cache');
});

test.describe('when the gateway is gone', () => {
  test.use({ ownServers: true });

  test('the page can be installed, and opens without the gateway', async ({ sealwave }) => {
    const ann = await sealwave.join();
    const browser = await ann.page.context().newCDPSession(ann.page);
    await ann.page.evaluate(() => navigator.serviceWorker.ready);
    const { installabilityErrors } = await browser.send('Page.getInstallabilityErrors');
    // A private window, as each test has one, installs nothing whatever the page is like.
    expect(installabilityErrors.map(({ errorId }) => errorId)).toEqual(['in-incognito']);

    await ann.page.reload();
    await ann.isConnected();
    await sealwave.gateway.kill();
    await ann.page.reload();
    await expect(ann.connection).toHaveAttribute('data-state', 'reconnecting');
    await expect(ann.recordButton).toBeVisible();
  });
});

test('TM-I5: nothing on the page breaks its content security policy', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await sealwave.join(); // somebody who hears it
  await ann.page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { violations: seen });
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      seen.push(`${violatedDirective} ${blockedURI}`),
    );
  });
  await ann.page.reload();
  await ann.isConnected();
  await ann.record(1);
  await ann.send();
  expect(await ann.page.evaluate(() => Reflect.get(window, 'violations'))).toEqual([]);

  const script = await ann.page.evaluate(() => {
    const injected = document.createElement('script');
    try {
      injected.textContent = 'window.injected = true';
      document.body.append(injected);
    } catch {
      return 'refused';
    }
    return Reflect.get(window, 'injected') ?? 'refused';
  });
  expect(script).toBe('refused');
});
