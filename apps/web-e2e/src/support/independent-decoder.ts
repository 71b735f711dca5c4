import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';

/** Sound of one channel, decoded by other software. */
export interface Decoded {
  /** Name of the decoder. */
  readonly decoder: string;
  readonly samplingRate: number;
  /** Full scale is -1 to +1. */
  readonly samples: Float32Array;
}

const SAMPLING_RATE = 44_100;
const RAW = ['-f', 'f32le', '-ac', '1', '-ar', `${SAMPLING_RATE}`];
const PROGRAMS: readonly { name: string; args: (path: string) => string[] }[] = [
  { name: 'sox', args: (path) => [path, '-t', 'f32', '-c', '1', '-r', `${SAMPLING_RATE}`, '-'] },
  { name: 'ffmpeg', args: (path) => ['-v', 'error', '-i', path, ...RAW, '-'] },
];

/** Decodes a file with other software: sox or ffmpeg if installed, else Chromium's own decoder. */
export async function decodeIndependently(
  path: string,
  bytes: Buffer,
  page: Page,
): Promise<Decoded> {
  for (const { name, args } of PROGRAMS) {
    const raw = await run(name, args(path));
    if (raw) return decoded(name, new Float32Array(raw.buffer, raw.byteOffset, raw.length / 4));
  }
  const samples = await page.evaluate(
    async ([file, rate]) => {
      const context = new OfflineAudioContext(1, 1, rate);
      const sound = await context.decodeAudioData(Uint8Array.from(file).buffer);
      return [...sound.getChannelData(0)];
    },
    [[...bytes], SAMPLING_RATE] as const,
  );
  return decoded('Chromium', Float32Array.from(samples, fromChromium));
}

/**
 * Converts a sample of Chromium. Chromium maps 255 in 8 bits to 1 and 0 to -1. Other programs use the same step
 * on both sides of 128.
 */
function fromChromium(sample: number): number {
  return sample > 0 ? (sample * 127) / 128 : sample;
}

function decoded(decoder: string, samples: Float32Array): Decoded {
  return { decoder, samplingRate: SAMPLING_RATE, samples };
}

/** The output of a program; null if it is not installed. */
async function run(program: string, args: readonly string[]): Promise<Buffer | null> {
  const options = { encoding: 'buffer', maxBuffer: 64 * 1024 * 1024 } as const;
  try {
    return Buffer.from((await promisify(execFile)(program, args, options)).stdout);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
