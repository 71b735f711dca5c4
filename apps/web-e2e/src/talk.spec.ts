import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { mixToMono, parseWav, resample, VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { likeness } from './support/likeness';
import { test } from './support/sealwave-test';

const VOICE = join(__dirname, '../../../libs/testing/assets/librivox-0870.wav');

/** What Chromium's microphone speaks, as an 8 kHz signal. */
function spoken(): Float32Array {
  const pcm = parseWav(readFileSync(VOICE)).readAll();
  return resample(mixToMono(pcm.channels), pcm.samplingRate);
}

test('what one person says, another one hears', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  await ann.useMicrophoneAsItIs();
  await ann.record(7);
  await ann.send();
  await expect(ben.messages).toHaveCount(1);
  await expect(ben.page).toHaveTitle('(1) Open channel · Sealwave');
  await expect(ann.metric('snr')).toContainText('Meets Requirement (≥40dB)');
  await expect(ben.receivedQuality).toContainText('Meets Requirement (≥40dB)');
  const [atAnn, atBen] = [await ann.snrDb(), await ben.receivedSnrDb()];
  expect(atAnn).toBeGreaterThanOrEqual(40);
  expect(atBen).toBe(atAnn);
  await expect(ann.sentQuality).toContainText('100 %');
  expect(await ben.receivedFigures()).toEqual(await ann.sentFigures());

  const { samplingRate, channels } = parseWav(await ben.newestAudio()).readAll();
  expect(samplingRate).toBe(VOICE_SAMPLING_RATE);
  expect(likeness(channels[0], spoken())).toBeGreaterThanOrEqual(0.95);

  const endedAt = await ben.playNewestToItsEnd();
  expect(endedAt).toBeCloseTo(channels[0].length / VOICE_SAMPLING_RATE, 1);
  await expect(ben.page).toHaveTitle('Open channel · Sealwave');
  await expect(ann.messages).toHaveCount(0);
});

test('with the voice processing of the browser, its own recording is what arrives', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  await ann.record(3);
  const recorded = await ann.ownRecording();
  await ann.send();
  await expect(ann.metric('bitrate')).toContainText('64.0 kbit/s');
  await expect(ann.metric('snr')).toContainText('dB');
  await expect(ben.messages).toHaveCount(1);
  const { channels } = parseWav(await ben.newestAudio()).readAll();
  expect(likeness(channels[0], recorded)).toBeGreaterThanOrEqual(0.98);
});

test('what reached nobody is kept, and sent again to those who have come since', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  await ann.record(1);
  await ann.sendButton.click();
  await expect(ann.page.getByRole('alert')).toContainText('nobody received it');
  const ben = await sealwave.join();
  await ann.send();
  await expect(ann.page.getByText('Delivered to 1 person')).toBeVisible();
  await expect(ben.messages).toHaveCount(1);
});

test('plain 8 bits are sent when a person asks for them, and their figure is honest', async ({
  sealwave,
}) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  await ann.useMicrophoneAsItIs();
  await ann.usePlainBits();
  await ann.record(3);
  await ann.send();
  await expect(ann.sentQuality).toContainText('pcm8');
  await expect(ben.receivedQuality).toContainText('pcm8');
  expect(await ben.receivedSnrDb()).toBe(await ann.snrDb());
});

test('a person can record and send with the keyboard alone', async ({ sealwave }) => {
  const ann = await sealwave.join();
  const ben = await sealwave.join();
  await ann.recordButton.focus();
  await ann.page.keyboard.press('Enter');
  await ann.hasSpoken(1);
  await ann.page.keyboard.press('Enter');
  await expect(ann.sendButton).toBeVisible();
  await ann.sendButton.focus();
  await ann.page.keyboard.press('Enter');
  await expect(ben.messages).toHaveCount(1);
});

test('Escape discards what is being recorded', async ({ sealwave }) => {
  const ann = await sealwave.join();
  await ann.recordButton.press('Enter');
  await ann.hasSpoken(1);
  await ann.page.keyboard.press('Escape');
  await expect(ann.recordButton).toBeVisible();
  await expect(ann.sendButton).toHaveCount(0);
});
