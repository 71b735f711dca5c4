import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { expect, type Page } from '@playwright/test';
import { decodeIndependently } from './support/independent-decoder';
import { likeness } from './support/likeness';
import { ReviewPage } from './support/pages/review-page';
import { openWithNode, sealedBytes } from './support/sealed-file';
import { test } from './support/sealwave-test';

const IMAGES = join(__dirname, '../../../tmp/screenshots');
const WITH_CLIPBOARD = { permissions: ['microphone', 'clipboard-read', 'clipboard-write'] };
const MINUS_20_DBFS = 10 ** (-20 / 20);

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Writes down every text that the button shows, for there is one that is gone in a moment. */
async function textsOfButton(page: Page): Promise<() => Promise<string[]>> {
  await page.getByTestId('encrypt-audio').evaluate((button) => {
    const texts = [button.textContent?.trim() ?? ''];
    const note = () => {
      const text = button.textContent?.trim() ?? '';
      if (texts.at(-1) !== text) texts.push(text);
    };
    new MutationObserver(note).observe(button, {
      ...{ childList: true, characterData: true, subtree: true },
    });
    Object.assign(window, { buttonTexts: texts });
  });
  return () => page.evaluate(() => Reflect.get(window, 'buttonTexts') as string[]);
}

test('the button goes through its words, and starts again with each recording', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const review = new ReviewPage(ann.page);
  await ann.record(2);
  await review.isMeasured();
  const recordedSize = await ann.metric('size').textContent();
  const texts = await textsOfButton(ann.page);
  await expect(review.encryptedSign).toHaveText('');

  await review.encrypt();
  expect(await texts()).toEqual(['Encrypt Audio', 'Encrypting...', 'Encrypted ✓']);
  await expect(review.encryptButton).toBeDisabled();
  await expect(review.encryptButton).toHaveCSS('background-color', 'rgb(17, 115, 74)');
  await expect(review.encryptedSign).toHaveText('🔒 Encrypted');
  await expect(ann.metric('size')).not.toHaveText(recordedSize ?? '');
  await expect(ann.metric('size')).toContainText('recorded');
  await expect(ann.metric('snr')).toContainText('Not measured: sealed');

  await ann.page.getByRole('button', { name: 'Re-record' }).click();
  await ann.hasSpoken(1);
  await ann.stopButton.click();
  await expect(review.encryptButton).toHaveText('Encrypt Audio');
  await expect(review.encryptButton).toBeEnabled();
});

test('the encrypted file is noise to other programs, and opens with the code bit for bit', async ({
  sealwave,
}) => {
  const ann = await sealwave.join(WITH_CLIPBOARD);
  const review = new ReviewPage(ann.page);
  await ann.useMicrophoneAsItIs();
  await ann.record(4);
  const voice = await ann.ownRecording();
  const recording = await review.save();
  await review.encrypt();
  const encrypted = await review.save();
  const code = await review.copyCode();
  expect(encrypted.name).toBe('sealwave-encrypted.wav');

  expect(sha256(openWithNode(encrypted.bytes, code))).toBe(sha256(recording.bytes));

  const sound = await decodeIndependently(encrypted.path, encrypted.bytes, ann.page);
  test.info().annotations.push({ type: 'decoder', description: sound.decoder });
  const data = sealedBytes(encrypted.bytes);
  expect(sound.samples).toHaveLength(data.length);
  const levels = sound.samples.map((sample) => Math.round(sample * 128 + 128));
  expect(sha256(Uint8Array.from(levels))).toBe(sha256(data));
  expect(likeness(sound.samples, voice)).toBeLessThan(0.1);
  const power = sound.samples.reduce((sum, sample) => sum + sample * sample, 0);
  // Uniform noise over the full scale: -4.8 dBFS.
  expect(10 * Math.log10(power / sound.samples.length)).toBeCloseTo(-4.77, 0);

  const [first] = code;
  const wrong = (first === '0' ? '1' : '0') + code.slice(1);
  expect(() => openWithNode(encrypted.bytes, wrong)).toThrow();
});

test('what is played of it is quiet noise, and the voice is still there to be heard', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const review = new ReviewPage(ann.page);
  await ann.record(2);
  const voiceUrl = await review.audio.getAttribute('src');
  await review.isMeasured();
  const durationMs = await review.position.getAttribute('max');
  await review.encrypt();

  const peak = await review.peakOfPlayer();
  test.info().annotations.push({ type: 'peak', description: `${20 * Math.log10(peak)} dBFS` });
  expect(peak).toBeLessThanOrEqual(MINUS_20_DBFS);
  expect(peak).toBeGreaterThan(MINUS_20_DBFS / 3);
  await expect(review.position).toHaveAttribute('max', durationMs ?? '');
  await ann.page.getByRole('button', { name: 'Play the encrypted recording' }).click();
  await expect.poll(() => review.currentTime()).toBeGreaterThan(0.2);

  await ann.page.getByRole('radio', { name: 'Your voice' }).check();
  await expect(review.audio).toHaveAttribute('src', voiceUrl ?? '');
  await expect(ann.page.getByRole('button', { name: 'Play your recording' })).toBeVisible();
});

test('what is sent arrives byte for byte, and nobody on the way has a figure of it', async ({
  sealwave,
}) => {
  const ann = await sealwave.join(WITH_CLIPBOARD);
  const ben = await sealwave.join();
  await ben.page.addInitScript(() => {
    const { createObjectURL } = URL;
    const files: Blob[] = [];
    Object.assign(window, { files });
    URL.createObjectURL = (file: Blob) => {
      files.push(file);
      return createObjectURL.call(URL, file);
    };
  });
  await ben.page.reload();
  await ben.isConnected();
  const review = new ReviewPage(ann.page);
  await ann.record(2);
  await review.encrypt();
  const encrypted = await review.save();
  const code = await review.copyCode();
  await ann.send();

  await expect(ben.messages).toHaveCount(1);
  const received = await ben.page.evaluate(async () => {
    const files = Reflect.get(window, 'files') as Blob[];
    const contents = await Promise.all(files.map((file) => file.arrayBuffer()));
    return contents.map((content) => [...new Uint8Array(content)]);
  });
  expect(received.map((bytes) => sha256(Uint8Array.from(bytes)))).toContain(
    sha256(encrypted.bytes),
  );

  for (const name of ['snr', 'bitrate', 'compression'] as const) {
    await expect(ann.metric(name)).toContainText('Not measured: sealed');
    await expect(ann.metric(name)).not.toContainText(/\d/);
  }
  const size = `${(encrypted.bytes.length / 1000).toFixed(1)} kB`;
  await expect(ann.metric('size')).toContainText(size);
  await expect(ann.sentQuality).toHaveCount(0);

  // The sender still has the code, until the next recording.
  expect(await review.copyCode()).toBe(code);
  await ann.recordButton.press('Enter');
  await ann.hasSpoken(1);
  await expect(review.unlockCode).toHaveCount(0);
});

test('a code that the browser does not copy is shown, to be copied by hand', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const review = new ReviewPage(ann.page);
  await ann.page.evaluate(() => {
    const refuse = () => Promise.reject(new DOMException('denied', 'NotAllowedError'));
    navigator.clipboard.writeText = refuse;
  });
  await ann.record(1);
  const recording = await review.save();
  await review.encrypt();
  const encrypted = await review.save();
  await review.unlockCode.getByRole('button', { name: 'Copy code' }).click();
  const shown = review.unlockCode.getByTestId('unlock-text');
  await expect(shown).toBeFocused();
  const code = await ann.page.evaluate(() => getSelection()?.toString() ?? '');
  expect(sha256(openWithNode(encrypted.bytes, code))).toBe(sha256(recording.bytes));
  await review.unlockCode.getByRole('button', { name: 'Copy link with code' }).click();
  await expect(shown).toHaveValue(`${new URL(ann.page.url()).origin}/#unlock=${code}`);
});

test('a person can encrypt and send with the keyboard alone', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  const review = new ReviewPage(ann.page);
  await ann.record(1);
  await review.encryptButton.focus();
  await ann.page.keyboard.press('Enter');
  await expect(review.encryptButton).toHaveText('Encrypted ✓');
  for (const name of ['Copy code', 'Copy link with code', 'Send']) {
    await ann.page.keyboard.press('Tab');
    await expect(ann.page.getByRole('button', { name, exact: true })).toBeFocused();
  }
  await ann.page.keyboard.press('Enter');
  await expect(ben.messages).toHaveCount(1);
});

const SCREENS = [
  { name: 'phone-dark', viewport: { width: 390, height: 844 }, colorScheme: 'dark' },
  { name: 'phone-light', viewport: { width: 390, height: 844 }, colorScheme: 'light' },
  { name: 'desktop-light', viewport: { width: 1280, height: 800 }, colorScheme: 'light' },
  { name: 'desktop-dark', viewport: { width: 1280, height: 800 }, colorScheme: 'dark' },
] as const;

for (const { name, ...screen } of SCREENS) {
  test(`what is encrypted fits the screen: ${name}`, async ({ sealwave }) => {
    const ann = await sealwave.join(screen);
    await sealwave.join(); // somebody who hears it
    const review = new ReviewPage(ann.page);
    const capture = async (step: string) => {
      const overhang = await ann.page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        return scrollWidth - clientWidth;
      });
      expect(overhang).toBe(0);
      await ann.page.screenshot({ path: `${IMAGES}/${name}-${step}.png`, fullPage: true });
    };
    await ann.useMicrophoneAsItIs();
    await ann.record(4);
    await review.isMeasured();
    await capture('measured');
    await review.encrypt();
    await capture('encrypted');
    await ann.send();
    await capture('sent-sealed');
  });
}
