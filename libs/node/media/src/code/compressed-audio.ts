import type { CoderName, QualityReport } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';

/** A recording as it travels: 64 kbit/s of voice at 8 kHz, one channel, and what coding took from it. */
export interface CompressedAudio {
  readonly coder: CoderName;
  /** The frames of the coder, one after the other. */
  readonly frames: Bytes;
  /** The coded against the 8 kHz, 16-bit signal; it counts samples and coded bytes too. */
  readonly report: QualityReport;
  /** Length of the recording that was decoded, to the nearest millisecond. */
  readonly durationMs: number;
}
