import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeWav } from '@sealwave/audio';
import type { Browser } from '@playwright/test';
import type { Launch } from './sealwave-test';

const SAMPLING_RATE = 48_000;

/** A sine of `amplitude` that can be repeated without a seam, and meets every level of a quantiser. */
export function tone(amplitude: number): Float32Array {
  const angle = (2 * Math.PI * 433) / SAMPLING_RATE;
  return Float32Array.from({ length: SAMPLING_RATE }, (_, i) => amplitude * Math.sin(angle * i));
}

/** `samples` at 48 kHz as a file that Chromium takes for a microphone. */
export function microphoneFile(samples: Float32Array): string {
  const path = join(mkdtempSync(join(tmpdir(), 'microphone-')), 'microphone.wav');
  writeFileSync(path, writeWav({ channels: [samples], samplingRate: SAMPLING_RATE }, 's16'));
  return path;
}

/** A Chromium whose microphone hears `file` over and over. */
export function browserHearing(launch: Launch, file: string): Promise<Browser> {
  const option = '--use-file-for-fake-audio-capture=';
  return launch((args) => [...args.filter((arg) => !arg.startsWith(option)), option + file]);
}
