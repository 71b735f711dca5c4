import type { Snr } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';

/** A recording as the voice servers carry it: 8-bit PCM at 8 kHz, one channel, and its figures. */
export interface CompressedAudio {
  readonly codec: 'pcm8';
  /** A complete RIFF/WAVE file that plays as it is. */
  readonly wav: Bytes;
  /** Length of the recording that was decoded, to the nearest millisecond. */
  readonly durationMs: number;
  /** The coded against the 8 kHz, 16-bit signal. */
  readonly snr: Snr;
  /** Coded bits divided by duration: counted, not assumed. */
  readonly bitrateBps: number;
  /** Bytes of coded sound, without the header of the file. */
  readonly codedBytes: number;
}
