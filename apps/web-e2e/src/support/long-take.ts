import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { parseWav, resample, VOICE_SAMPLING_RATE, writeWav } from '@sealwave/audio';

const VOICE = join(__dirname, '../../../../libs/testing/assets/librivox-0870.wav');
const HEADER_BYTES = 44;

/** A human voice at 8 kHz, as a WAVE file. */
function shortTake(): Buffer {
  const { samplingRate, channels } = parseWav(readFileSync(VOICE)).readAll();
  const voice = resample(channels[0], samplingRate);
  return Buffer.from(writeWav({ samplingRate: VOICE_SAMPLING_RATE, channels: [voice] }, 's16'));
}

/**
 * Makes every take on `page` last `seconds`, without the wait. This applies from the next load of the page. The
 * browser's recorder is replaced by one that delivers a file with a repeated human voice.
 */
export async function takesLast(page: Page, seconds: number): Promise<void> {
  const dataBytes = 2 * VOICE_SAMPLING_RATE * seconds;
  const file = shortTake();
  const voice = file.subarray(HEADER_BYTES).toString('base64');
  file.writeUInt32LE(HEADER_BYTES - 8 + dataBytes, 4);
  file.writeUInt32LE(dataBytes, HEADER_BYTES - 4);
  const header = [...file.subarray(0, HEADER_BYTES)];
  await page.addInitScript(
    (take) => {
      const voice = Uint8Array.from(atob(take.voice), (character) => character.charCodeAt(0));
      const wholes = Math.floor(take.dataBytes / voice.length);
      const rest = voice.subarray(0, take.dataBytes % voice.length);
      const parts = [
        Uint8Array.from(take.header),
        ...Array<typeof voice>(wholes).fill(voice),
        rest,
      ];
      class FinishedRecorder {
        static isTypeSupported = () => true;
        state = 'inactive';
        readonly mimeType = 'audio/wav';
        ondataavailable: (event: { data: Blob }) => void = () => undefined;
        onstop: () => void = () => undefined;
        start() {
          this.state = 'recording';
        }
        stop() {
          this.state = 'inactive';
          this.ondataavailable({ data: new Blob(parts) });
          this.onstop();
        }
      }
      Object.assign(window, { MediaRecorder: FinishedRecorder });
    },
    { header, voice, dataBytes },
  );
}

/**
 * Records tasks that block the page for more than 50 ms from now on.
 * @returns a function that returns their durations in milliseconds.
 */
export async function longTasks(page: Page): Promise<() => Promise<number[]>> {
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
  });
  return () => page.evaluate(() => Reflect.get(window, 'longTasks') as number[]);
}
