import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';
import { HeldUpload } from './support/held-upload';
import { type Sealwave, test } from './support/sealwave-test';
import type { TalkPage } from './support/pages/talk-page';

test.use({ ownServers: true });

const SCREENS = [
  { name: 'phone', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'desktop', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
] as const;

const panelOf = (page: Page) => page.getByTestId('connection-panel');
const fact = (page: Page, name: string) => page.getByTestId(`fact-${name}`);

/** Opens the panel as somebody without a mouse does. */
async function openPanel({ page }: TalkPage): Promise<void> {
  await page.getByTestId('security').locator('summary').focus();
  await page.keyboard.press('Enter');
  await expect(panelOf(page)).toBeVisible();
}

/** Has the browser use six times as many bits, so that seconds are uploaded in parts. */
async function recordInLargeFiles(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const { MediaRecorder } = window;
    window.MediaRecorder = class extends MediaRecorder {
      constructor(stream: MediaStream, options?: MediaRecorderOptions) {
        const large = { audioBitsPerSecond: 510_000, audioBitrateMode: 'constant' as const };
        super(stream, { ...options, ...large });
      }
    };
  });
}

/** Ann, in the middle of uploading a recording, and Ben, who is to hear it once. */
async function uploading(sealwave: Sealwave) {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  const upload = await HeldUpload.of(ann.page);
  await recordInLargeFiles(ann.page);
  await ann.page.reload();
  await ann.isConnected();
  await upload.upgraded;
  await ann.record(14);
  upload.hold();
  await ann.sendButton.click();
  await upload.inTheMiddle;
  return { ann, ben, upload };
}

/** The recording has come once, and the next one comes after it. */
async function expectHeardOnce(ann: TalkPage, ben: TalkPage): Promise<void> {
  await expect(ben.messages).toHaveCount(1);
  await ann.record(1);
  await ann.send();
  await expect(ben.messages).toHaveCount(2);
}

test('the panel says what is so, and is used without a mouse', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const { page } = ann;
  await openPanel(ann);
  await expect(fact(page, 'page')).toContainText('Online');
  await expect(fact(page, 'gateway')).toContainText(sealwave.gateway.address);
  await expect(fact(page, 'gateway')).toContainText(/Connected, (\d+|less than 1) ms/);
  await expect(fact(page, 'server')).toContainText(`${sealwave.voiceServer.address} Connected`);
  await expect(fact(page, 'coder')).toContainText('nlp64');
  await expect(fact(page, 'coder')).toContainText('64 kbit/s');
  await expect(fact(page, 'rejected')).toContainText('None');
  const panel = panelOf(page);
  await expect(panel.getByRole('heading')).toHaveText('First connection to this server');
  await expect(panel).toContainText('Same computer: nothing to encrypt.');
  await expect(panel).not.toContainText(/end-to-end/i);

  await ann.recordButton.press('Enter');
  await ann.hasSpoken(1);
  await page.getByTestId('security').locator('summary').focus();
  await page.keyboard.press('Escape');
  await expect(panel).toHaveCount(0);
  await expect(page.getByTestId('security').locator('summary')).toBeFocused();
  await expect(ann.stopButton).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(ann.recordButton).toBeVisible();
});

test('the panel follows what happens while it is open', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const { page } = ann;
  await openPanel(ann);
  await page.context().setOffline(true);
  await expect(fact(page, 'page')).toContainText('Offline');
  await page.context().setOffline(false);
  await expect(fact(page, 'page')).toContainText('Online');
  await ann.isConnected();

  await sealwave.voiceServer.kill();
  await expect(fact(page, 'server')).toContainText(/Lost\. Attempt \d+ in \d+ s/);
  await expect(fact(page, 'gateway')).toContainText('Connected');
  await expect(panelOf(page).getByRole('heading')).toHaveText('Not connected');
  await sealwave.voiceServer.start();
  await expect(fact(page, 'server')).toContainText('Connected');

  await sealwave.gateway.kill();
  await expect(fact(page, 'gateway')).toContainText(/Lost\. Attempt \d+/);
  await expect(fact(page, 'server')).toContainText('Waiting for the connection');
  await sealwave.gateway.start();
  await expect(fact(page, 'gateway')).toContainText(/Connected, (\d+|less than 1) ms/);
  await expect(fact(page, 'server')).toContainText('Connected');

  await page.getByRole('button', { name: 'Disconnect' }).click();
  await expect(fact(page, 'server')).toContainText('You disconnected');
  await page.getByRole('button', { name: 'Connect', exact: true }).click();
  await ann.isConnected();
});

test('a gateway killed in the middle of an upload costs no recording', async ({ sealwave }) => {
  const { ann, ben, upload } = await uploading(sealwave);
  await sealwave.gateway.kill();
  upload.forget();
  await expect(ann.page.getByText(/No answer: .*Your recording is kept/)).toBeVisible();
  await expect(ann.page.getByRole('group', { name: 'Your recording' })).toBeVisible();

  await sealwave.gateway.start();
  await ann.isConnected();
  await ben.isConnected();
  await ann.send();
  await expectHeardOnce(ann, ben);
});

test('a voice server killed in the middle of an upload costs no recording', async ({
  sealwave,
}) => {
  const { ann, ben, upload } = await uploading(sealwave);
  await sealwave.voiceServer.kill();
  await expect(ann.connection).toHaveAttribute('data-state', 'reconnecting');
  upload.letGo();
  await expect(ann.page.getByText(/Not sent: .*Your recording is kept/)).toBeVisible();

  await sealwave.voiceServer.start();
  await ann.isConnected();
  await ben.isConnected();
  await ann.send();
  await expectHeardOnce(ann, ben);
});

test('a voice server that is back before the upload ends is not even noticed', async ({
  sealwave,
}) => {
  const { ann, ben, upload } = await uploading(sealwave);
  await sealwave.voiceServer.kill();
  await expect(ann.connection).toHaveAttribute('data-state', 'reconnecting');
  await sealwave.voiceServer.start();
  await ann.isConnected();
  await ben.isConnected();
  upload.letGo();
  await expect(ann.status).toHaveText('Sent');
  await expectHeardOnce(ann, ben);
});

for (const { name, ...screen } of SCREENS) {
  test(`the panel fits the screen, and axe finds nothing in it: ${name}`, async ({ sealwave }) => {
    const ann = await sealwave.join(screen);
    await openPanel(ann);
    await expect(fact(ann.page, 'gateway')).toContainText('there and back');
    const overhang = await ann.page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    expect(overhang).toBe(0);
    const { violations } = await new AxeBuilder({ page: ann.page }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await ann.page.screenshot({ path: test.info().outputPath(`connection-${name}.png`) });
  });
}
