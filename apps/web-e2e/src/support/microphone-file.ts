import { writeFileSync } from 'node:fs';
import { type Browser, test } from '@playwright/test';
import { writeWav } from '@sealwave/audio';
import type { Launch } from './sealwave-test';

const SAMPLING_RATE = 48_000;

/** A sine of `amplitude` that repeats without a seam. It meets every level of a quantiser. */
export function tone(amplitude: number): Float32Array {
  const angle = (2 * Math.PI * 433) / SAMPLING_RATE;
  return Float32Array.from({ length: SAMPLING_RATE }, (_, i) => amplitude * Math.sin(angle * i));
}

/** Writes `samples` at 48 kHz to a file. Chromium uses the file as a microphone. */
export function microphoneFile(samples: Float32Array): string {
  const path = test.info().outputPath('microphone.wav');
  writeFileSync(path, writeWav({ channels: [samples], samplingRate: SAMPLING_RATE }, 's16'));
  return path;
}

/** Starts a Chromium whose microphone repeats `file`. */
export function browserHearing(launch: Launch, file: string): Promise<Browser> {
  const option = '--use-file-for-fake-audio-capture=';
  return launch((args) => [...args.filter((arg) => !arg.startsWith(option)), option + file]);
}
