import { join } from 'node:path';
import { expect } from '@playwright/test';
import { parseWav } from '@sealwave/audio';
import { browserHearing } from './support/microphone-file';
import { ReviewPage } from './support/pages/review-page';
import { test } from './support/sealwave-test';

const VOICE = join(__dirname, '../../../libs/testing/assets/librivox-0870.wav');
const SECONDS = 10 * 60;

test('ten minutes are recorded, reviewed, sent with progress, and arrive whole', async ({
  sealwave,
  launch,
}) => {
  test.setTimeout((SECONDS + 300) * 1000);
  const browser = await browserHearing(launch, VOICE);
  // Calm meters: others are tested at the same time, and need the processor.
  const ann = await sealwave.join({ browser, reducedMotion: 'reduce' });
  const ben = await sealwave.join({ browser, reducedMotion: 'reduce' });
  await ann.record(SECONDS);

  const review = new ReviewPage(ann.page);
  await expect(review.measuredHere).toContainText('Measured on this device', { timeout: 120_000 });
  await expect(ann.metric('duration')).toContainText('10:0');
  expect(Math.max(...(await review.waveform()).subarray(-10))).toBeGreaterThan(0.1);

  await ann.sendButton.click();
  await expect(review.sendPhase).toContainText('Preparing');
  await expect(ann.status).toHaveText('Sent', { timeout: 120_000 });
  await expect(ann.metric('bitrate')).toContainText('64.0 kbit/s');
  expect(await ann.snrDb()).toBeGreaterThanOrEqual(40);

  await expect(ben.messages).toHaveCount(1, { timeout: 60_000 });
  const { samplingRate, channels } = parseWav(await ben.newestAudio()).readAll();
  expect(channels[0].length / samplingRate).toBeGreaterThanOrEqual(SECONDS);
});
