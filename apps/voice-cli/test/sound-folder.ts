import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type SampleFormat, writeWav } from '@sealwave/audio';

/** Properties of a generated recording: one second at 8 kHz and 16 bits unless given. */
export interface ToneOptions {
  readonly amplitude: number;
  readonly samplingRate?: number;
  readonly channelCount?: number;
  readonly format?: SampleFormat;
}

/** A temporary folder of recordings for one spec. */
export class SoundFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'voice-cli-'));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true }));
  }

  /** The path of a file that does not exist yet. */
  at(name: string): string {
    return join(this.path, name);
  }

  write(name: string, bytes: Uint8Array): string {
    const path = this.at(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  }

  /** Writes a sine. Its period is not a whole number of samples, so it meets every level. */
  tone(name: string, options: ToneOptions): string {
    const { amplitude, samplingRate = 8000, channelCount = 1, format = 's16' } = options;
    const angle = (2 * Math.PI * 997) / samplingRate;
    const wave = Float32Array.from(
      { length: samplingRate },
      (_, i) => amplitude * Math.sin(angle * i),
    );
    const channels = Array.from({ length: channelCount }, () => wave);
    return this.write(name, writeWav({ samplingRate, channels }, format));
  }
}
