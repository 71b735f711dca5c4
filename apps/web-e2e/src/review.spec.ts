import { expect } from '@playwright/test';
import { VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { bestCorrelation } from '@sealwave/testing';
import { sentMetrics } from './support/answers';
import { longTasks, takesLast } from './support/long-take';
import { ReviewPage } from './support/pages/review-page';
import { test } from './support/sealwave-test';
import { measure } from './support/voice-cli';

const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;
const decibels = (db: number) => `${(Math.floor(db * 10) / 10).toFixed(1)} dB`;

/** The strongest of each equal part. */
function peaksOf(samples: Float32Array, parts: number): Float32Array {
  return Float32Array.from({ length: parts }, (_, part) =>
    samples
      .subarray((part * samples.length) / parts, ((part + 1) * samples.length) / parts)
      .reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0),
  );
}

/** As a card shows it, to a tenth of a second. */
function duration(sampleCount: number): string {
  const tenths = Math.round((10 * sampleCount) / VOICE_SAMPLING_RATE);
  return `0:${String(Math.floor(tenths / 10)).padStart(2, '0')}.${tenths % 10}`;
}

test('a recording is sought in by its waveform and by the keyboard, and played faster', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const review = new ReviewPage(ann.page);
  await ann.record(4);
  await review.isMeasured();

  const box = await review.position.boundingBox();
  if (!box) throw new Error('the waveform is not shown');
  await review.position.click({ position: { x: box.width / 2, y: box.height / 2 } });
  const lastMs = Number(await review.position.getAttribute('max'));
  await expect.poll(() => review.currentTime()).toBeCloseTo(lastMs / 2000, 0);

  await review.position.press('Home');
  await expect.poll(() => review.currentTime()).toBe(0);
  await review.position.press('ArrowRight');
  await expect.poll(() => review.currentTime()).toBeGreaterThan(0);

  await review.speed.selectOption('2');
  await review.playButton.click();
  await expect(review.pauseButton).toBeVisible();
  expect(await review.audio.evaluate((audio: HTMLAudioElement) => audio.playbackRate)).toBe(2);
  await expect(review.playButton).toBeVisible();
  expect(await review.audio.evaluate((audio: HTMLAudioElement) => audio.ended)).toBe(true);
});

test('the waveform is that of what was said', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const review = new ReviewPage(ann.page);
  await ann.record(4);
  await review.isMeasured();
  const painted = await review.waveform();
  const spoken = peaksOf(await ann.ownRecording(), painted.length);
  expect(bestCorrelation(painted, spoken.map(Math.sqrt), 0).coefficient).toBeGreaterThan(0.95);
});

test('a recording can be replaced and thrown away', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const review = new ReviewPage(ann.page);
  await ann.record(1);
  const first = await review.audio.getAttribute('src');
  await ann.page.getByRole('button', { name: 'Re-record' }).click();
  await ann.hasSpoken(1);
  await ann.stopButton.click();
  await expect(ann.sendButton).toBeVisible();
  expect(await review.audio.getAttribute('src')).not.toBe(first);
  await ann.page.getByRole('button', { name: 'Discard' }).click();
  await expect(ann.recordButton).toBeFocused();
  await expect(review.group).toHaveCount(0);
});

test('the figures are those of the server, and of voice-cli for the same recording', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  const answers = sentMetrics(ann.page);
  await ann.page.reload();
  await ann.isConnected();
  await ann.useMicrophoneAsItIs();
  await ann.record(5);

  const review = new ReviewPage(ann.page);
  await review.isMeasured();
  const measuredHereDb = await ann.snrDb();
  const recording = await review.save();
  expect(recording.name).toBe('sealwave-recording.webm');
  await expect(ann.metric('size')).toContainText(kilobytes(recording.bytes.length));
  await ann.send();

  const cli = await measure(recording.path);
  await expect(ann.metric('snr')).toContainText(decibels(cli.snr.db));
  await expect(ann.metric('snr')).toContainText('Meets Requirement (≥40dB)');
  await expect(ann.metric('bitrate')).toContainText(`${(cli.bitRateBps / 1000).toFixed(1)} kbit/s`);
  await expect(ann.metric('duration')).toContainText(duration(cli.sampleCount));
  await expect(ann.metric('size')).toContainText(kilobytes(cli.codedBytes));
  await expect(ann.metric('size')).toContainText(`from ${kilobytes(recording.bytes.length)}`);
  await expect(ann.sentQuality).toContainText(decibels(cli.pcm8Snr.db));
  await expect(ann.sentQuality).toContainText(decibels(cli.lowestFrameSnrDb));

  const [answer] = answers;
  expect(answer).toMatchObject({
    snrDb: cli.snr.db,
    bitrateBps: cli.bitRateBps,
    compressedBytes: cli.codedBytes,
    originalBytes: recording.bytes.length,
  });
  expect(answer.durationMs).toBeCloseTo((1000 * cli.sampleCount) / VOICE_SAMPLING_RATE, 0);
  expect(await ben.receivedSnrDb()).toBe(await ann.snrDb());

  // Another decoder and another resampler came to nearly the same before anything was sent.
  test.info().annotations.push({ type: 'snr', description: `${measuredHereDb}, ${cli.snr.db}` });
  expect(Math.abs(measuredHereDb - cli.snr.db)).toBeLessThan(1);
});

test('ten minutes are reviewed, called back on the way, and sent', async ({ sealwave }) => {
  test.setTimeout(300_000);
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  await takesLast(ann.page, 600);
  await ann.page.reload();
  await ann.isConnected();
  const tasks = await longTasks(ann.page);
  const review = new ReviewPage(ann.page);
  await ann.record(1);
  await expect(review.measuredHere).toContainText('Measured on this device', { timeout: 120_000 });
  const longest = Math.max(0, ...(await tasks()));
  test.info().annotations.push({ type: 'longest task', description: `${longest} ms` });
  await expect(ann.metric('duration')).toContainText('10:00.0');

  await review.encryptButton.click();
  await expect(ann.page.getByRole('alert')).toContainText('Too long to be sent encrypted');
  await expect(review.encryptButton).toHaveText('Encrypt Audio');

  await ann.sendButton.click();
  await expect(review.sendPhase).toContainText(/^(Uploading|Preparing): \d+ %$/);
  await review.cancelButton.click();
  await expect(ann.page.getByRole('alert')).toContainText(
    'Not sent. Your recording is still here.',
  );
  await expect(ben.messages).toHaveCount(0);

  await ann.sendButton.click();
  await expect(review.sendPhase).toContainText(/^Preparing: \d+ %$/);
  await expect(ann.status).toHaveText('Sent', { timeout: 120_000 });
  await expect(ann.metric('duration')).toContainText('10:00.0');
  await expect(ben.messages).toHaveCount(1);
});
