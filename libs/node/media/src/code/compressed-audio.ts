import type { CoderName, QualityReport } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';

/** A coded recording: 64 kbit/s of voice at 8 kHz, one channel, with its quality report. */
export interface CompressedAudio {
  readonly coder: CoderName;
  /** The frames of the coder, without gaps. */
  readonly frames: Bytes;
  /**
   * The coded signal compared with the 8 kHz, 16-bit signal; it also has the number of samples and coded
   * bytes.
   */
  readonly report: QualityReport;
  /** Duration of the decoded recording, rounded to a millisecond. */
  readonly durationMs: number;
}
