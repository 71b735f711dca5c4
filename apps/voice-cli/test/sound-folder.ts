import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type SampleFormat, writeWav } from '@sealwave/audio';

/** What a generated recording is like; one second at 8 kHz and 16 bits unless said otherwise. */
export interface ToneOptions {
  readonly amplitude: number;
  readonly samplingRate?: number;
  readonly channelCount?: number;
  readonly format?: SampleFormat;
}

/** A folder of recordings for one spec, gone after it. */
export class SoundFolder {
  readonly path = mkdtempSync(join(tmpdir(), 'voice-cli-'));

  constructor() {
    afterAll(() => rmSync(this.path, { recursive: true }));
  }

  /** The path of a file that is not there yet. */
  at(name: string): string {
    return join(this.path, name);
  }

  write(name: string, bytes: Uint8Array): string {
    const path = this.at(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
    return path;
  }

  /** A sine whose period is no whole number of samples, so that it meets every level. */
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
