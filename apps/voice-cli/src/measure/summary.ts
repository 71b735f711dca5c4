import {
  FRAME_SAMPLES,
  type FrameCount,
  LOSSLESS_FRAME_DB,
  meetsSnr,
  type QualityReport,
  REQUIRED_SNR_DB,
  VOICE_SAMPLING_RATE,
} from '@sealwave/audio';

/** Combines the reports of several messages. Silent messages have no SNR and are counted separately. */
export class Summary {
  unreadable = 0;
  silent = 0;
  sampleCount = 0;
  private codedBytes = 0;
  private frames = 0;
  readonly nonSilent = { frames: 0, passing: 0 };
  readonly active = { frames: 0, passing: 0 };
  lowestFrameSnrDb = LOSSLESS_FRAME_DB;
  private passing = 0;
  private readonly snrsDb: number[] = [];

  add(report: QualityReport): void {
    this.sampleCount += report.sampleCount;
    this.codedBytes += report.codedBytes;
    this.frames += Math.ceil(report.sampleCount / FRAME_SAMPLES);
    addCount(this.nonSilent, report.nonSilent);
    addCount(this.active, report.active);
    this.lowestFrameSnrDb = Math.min(this.lowestFrameSnrDb, report.lowestFrameSnrDb);
    if (report.snr.kind === 'silence') {
      this.silent++;
      return;
    }
    this.snrsDb.push(report.snr.kind === 'lossless' ? LOSSLESS_FRAME_DB : report.snr.db);
    if (meetsSnr(report.snr, REQUIRED_SNR_DB)) this.passing++;
  }

  addUnreadable(): void {
    this.unreadable++;
  }

  /** Coded bits divided by the playing time of all frames, in bit/s; 0 without frames. */
  get bitRateBps(): number {
    const framesPerSecond = VOICE_SAMPLING_RATE / FRAME_SAMPLES;
    return (8 * this.codedBytes * framesPerSecond) / Math.max(1, this.frames);
  }

  /** How many of the measured files reach the required SNR. Silent files are left out. */
  get messages(): FrameCount {
    return { frames: this.snrsDb.length, passing: this.passing };
  }

  /** The SNR that a `share` of the messages do not exceed, in dB (nearest rank). Undefined without messages. */
  messageSnrDb(share: number): number | undefined {
    const sorted = this.snrsDb.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
  }
}

function addCount(total: { frames: number; passing: number }, { frames, passing }: FrameCount) {
  total.frames += frames;
  total.passing += passing;
}
