import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import {
  type CoderName,
  levelOf,
  MessageEncoder,
  mixToMono,
  parseWav,
  resample,
  toInt16,
  VOICE_CODERS,
} from '@sealwave/audio';
import { decibels, type LiveReading, readings, watchMeters } from './support/live-readings';
import { browserHearing, microphoneFile, tone } from './support/microphone-file';
import { type Launch, type Sealwave, test } from './support/sealwave-test';

const VOICE = join(__dirname, '../../../libs/testing/assets/librivox-0870.wav');

/** The level meters start from nothing, and need a moment to get to where they belong. */
const SETTLING_READINGS = 8;

const average = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function voice(): { samples: Float32Array; samplingRate: number } {
  const { channels, samplingRate } = parseWav(readFileSync(VOICE)).readAll();
  return { samples: mixToMono(channels), samplingRate };
}

/**
 * SNR in dB that `coder` reaches for any third of a second of `samples` at 8 kHz. The meter measures at any
 * moment, and in steps of 50 ms the highest figures of this voice would be missed by 8 dB.
 */
function blockSnrs(samples: Float32Array, coder: CoderName): number[] {
  const [block, hop] = [2667, 40];
  const count = Math.floor((samples.length - block) / hop);
  return Array.from({ length: count }, (_, i) => i * hop).flatMap((from) => {
    const encoder = new MessageEncoder(VOICE_CODERS[coder]);
    encoder.push(toInt16(samples.subarray(from, from + block)));
    const { snr } = encoder.report;
    return snr.kind === 'measured' ? [snr.db] : [];
  });
}

/** What the meters show while a microphone hears `file` over and over for about `seconds`. */
async function listen(
  { sealwave, launch }: { sealwave: Sealwave; launch: Launch },
  file: string,
  { seconds, coder }: { seconds: number; coder: CoderName },
): Promise<LiveReading[]> {
  const ann = await sealwave.join({ browser: await browserHearing(launch, file) });
  await ann.useMicrophoneAsItIs();
  if (coder === 'pcm8') await ann.usePlainBits();
  await watchMeters(ann.page);
  await ann.recordButton.press('Enter');
  await ann.hasSpoken(seconds);
  const seen = await readings(ann.page);
  await ann.page.keyboard.press('Escape');
  return seen.slice(SETTLING_READINGS);
}

for (const [amplitude, word, snr] of [
  [0, 'Silent', /No signal$/],
  [0.01, 'Quiet', /\d dB.*Below 40dB \(Does not meet requirement\)$/],
  [0.2, 'Loud', /\d dB.*Below 40dB \(Does not meet requirement\)$/],
  [0.6, 'SHOUTING', /\d dB.*Meets Requirement \(≥40dB\)$/],
] as const) {
  test(`a tone of amplitude ${amplitude} is ${word}, and its figures are those of the file`, async ({
    sealwave,
    launch,
  }) => {
    const heard = tone(amplitude);
    const plan = { seconds: 5, coder: 'pcm8' } as const;
    const seen = await listen({ sealwave, launch }, microphoneFile(heard), plan);
    const { rmsDbfs, peakDbfs } = levelOf(heard);
    const [expectedSnr] = blockSnrs(resample(heard, 48_000), 'pcm8');
    expect(seen.length).toBeGreaterThan(5);
    for (const reading of seen) {
      expect(reading.word).toBe(word);
      expect(reading.snr).toMatch(snr);
      if (amplitude === 0) {
        expect([reading.levelDbfs, reading.peakDbfs]).toEqual([-Infinity, -Infinity]);
      } else {
        expect(Math.abs(reading.levelDbfs - rmsDbfs)).toBeLessThan(2);
        expect(Math.abs(reading.peakDbfs - peakDbfs)).toBeLessThan(2);
        expect(Math.abs(decibels(reading.snr) - expectedSnr)).toBeLessThan(2);
      }
    }
  });
}

for (const coder of ['nlp64', 'pcm8'] as const) {
  test(`a voice has the level of its file, and the ratio that ${coder} gives it`, async ({
    sealwave,
    launch,
  }) => {
    const { samples, samplingRate } = voice();
    const seen = await listen({ sealwave, launch }, VOICE, { seconds: 16, coder });
    const power = average(seen.map(({ levelDbfs }) => 10 ** (levelDbfs / 10)));
    const { rmsDbfs, peakDbfs } = levelOf(samples);
    expect(Math.abs(10 * Math.log10(power) - rmsDbfs)).toBeLessThan(2);
    const highest = Math.max(...seen.map((reading) => reading.peakDbfs));
    expect(Math.abs(highest - peakDbfs)).toBeLessThan(2);
    const words = seen.map(({ word }) => word).sort();
    expect(words[Math.floor(words.length / 2)]).toBe('Normal');

    const measured = seen.map(({ snr }) => decibels(snr)).filter((db) => !Number.isNaN(db));
    const expected = blockSnrs(resample(samples, samplingRate), coder);
    expect(Math.max(...measured)).toBeLessThan(Math.max(...expected) + 3);
    expect(Math.abs(average(measured) - average(expected))).toBeLessThan(3);
    for (const { snr } of seen.filter((reading) => !Number.isNaN(decibels(reading.snr)))) {
      const verdict = decibels(snr) >= 40 ? 'Meets Requirement (≥40dB)' : 'Below 40dB';
      expect(snr).toContain(verdict);
    }
    if (coder === 'nlp64') expect(Math.min(...measured)).toBeGreaterThanOrEqual(40);
  });
}

test('a voice that is cut off is told to be too loud', async ({ sealwave, launch }) => {
  const square = tone(1).map((sample) => Math.sign(sample));
  const browser = await browserHearing(launch, microphoneFile(square));
  const ann = await sealwave.join({ browser });
  await ann.useMicrophoneAsItIs();
  await ann.recordButton.press('Enter');
  await expect(ann.page.getByTestId('clipping')).toContainText('Too loud');
});

test('with reduced motion the picture is calm, and the figures are as true', async ({
  sealwave,
  launch,
}) => {
  const browser = await browserHearing(launch, microphoneFile(tone(0.2)));
  const paintings = async (reducedMotion: 'reduce' | 'no-preference') => {
    const ann = await sealwave.join({ browser, reducedMotion });
    await ann.useMicrophoneAsItIs();
    await ann.recordButton.press('Enter');
    await ann.hasSpoken(1);
    const counted = await ann.page.evaluate(async () => {
      const { reset } = CanvasRenderingContext2D.prototype;
      const count = { frames: 0, pictures: 0, quarters: 0 };
      CanvasRenderingContext2D.prototype.reset = function () {
        count.pictures++;
        reset.call(this);
      };
      setInterval(() => count.quarters++, 250);
      while (count.quarters < 8) {
        await new Promise(requestAnimationFrame);
        count.frames++;
      }
      return count;
    });
    const level = decibels((await ann.page.getByTestId('level').textContent()) ?? '');
    await ann.page.keyboard.press('Escape');
    return { ...counted, level };
  };
  const canvases = 3;
  const lively = await paintings('no-preference');
  expect(lively.pictures).toBeGreaterThan((canvases - 0.5) * lively.frames);
  const calm = await paintings('reduce');
  // Four times a second; the page counts the quarters late when it is busy.
  expect(calm.pictures).toBeLessThanOrEqual(canvases * (calm.quarters + 2));
  expect(Math.abs(calm.level - lively.level)).toBeLessThan(1);
});
