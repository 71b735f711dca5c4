import { type FileHandle, mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { VOICE_SAMPLING_RATE, wrapSamples } from '@sealwave/audio';
import { OutputError } from '../output/output-error';

const FORMAT = { sampleFormat: 's16', samplingRate: VOICE_SAMPLING_RATE, channelCount: 1 } as const;
const HEADER = wrapSamples(FORMAT, new Uint8Array(0));

/** Samples that are collected before a write. */
const BUFFER_SAMPLES = 32_768;

/** A WAVE file of 8 kHz, 16 bits and one channel. It is written as its samples arrive. */
export class WavOutput {
  private readonly buffer = new DataView(new ArrayBuffer(2 * BUFFER_SAMPLES));
  private buffered = 0;
  private written = 0;

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /**
   * Creates the file, and its folder if needed.
   * @throws OutputError when it cannot be written.
   */
  static async create(path: string): Promise<WavOutput> {
    try {
      await mkdir(dirname(path), { recursive: true });
      return new WavOutput(path, await open(path, 'w'));
    } catch (error) {
      throw new OutputError(path, error);
    }
  }

  /**
   * Adds samples.
   * @throws OutputError when they cannot be written.
   */
  async append(samples: Int16Array): Promise<void> {
    for (const sample of samples) {
      this.buffer.setInt16(this.buffered, sample, true);
      this.buffered += 2;
      if (this.buffered === this.buffer.byteLength) await this.flush();
    }
  }

  /** Completes the file. Its length is known only now, and the header states it. */
  async finish(): Promise<void> {
    await this.flush();
    const header = HEADER.slice();
    const view = new DataView(header.buffer);
    view.setUint32(4, header.length - 8 + this.written, true);
    view.setUint32(header.length - 4, this.written, true);
    await this.write(header, 0);
    await this.file.close();
  }

  /** Deletes the file. Its source turned out to be broken. */
  async discard(): Promise<void> {
    await this.file.close();
    await rm(this.path, { force: true });
  }

  private async flush(): Promise<void> {
    const bytes = new Uint8Array(this.buffer.buffer, 0, this.buffered);
    await this.write(bytes, HEADER.length + this.written);
    this.written += this.buffered;
    this.buffered = 0;
  }

  private async write(bytes: Uint8Array, position: number): Promise<void> {
    try {
      await this.file.write(bytes, 0, bytes.length, position);
    } catch (error) {
      throw new OutputError(this.path, error);
    }
  }
}
