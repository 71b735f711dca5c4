import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';
import { QualityMeter } from '../quality/quality-meter';
import type { QualityReport } from '../quality/quality-report';
import { FRAME_SAMPLES, type VoiceCoder, type VoiceEncoder } from './voice-coder';

/**
 * Codes a message as its samples stream in. The last frame is filled up with zeros. The output is the same,
 * however the samples are divided into pushes.
 */
export class MessageEncoder {
  private readonly encoder: VoiceEncoder;
  private readonly frameBytes: number;
  private readonly meter = new QualityMeter();
  private readonly frame = new Int16Array(FRAME_SAMPLES);
  /** Samples in `frame` that wait until it is full. */
  private held = 0;
  private finished = false;

  constructor(coder: VoiceCoder) {
    this.encoder = coder.newEncoder();
    this.frameBytes = coder.frameBytes;
  }

  /**
   * Adds samples and returns the frames that they complete, possibly none.
   * @throws UsageError after {@link flush}.
   */
  push(samples: Int16Array): Bytes {
    if (this.finished) throw new UsageError(ErrorCode.Usage, 'the message has been flushed');
    const frames = Math.floor((this.held + samples.length) / FRAME_SAMPLES);
    const coded = new Uint8Array(frames * this.frameBytes);
    let at = 0;
    for (let i = 0; i < frames; i++) {
      at += this.hold(samples.subarray(at));
      this.encodeHeld(coded.subarray(i * this.frameBytes, (i + 1) * this.frameBytes));
    }
    this.hold(samples.subarray(at));
    return coded;
  }

  /** Ends the message and returns its last frame, if samples are left for one. */
  flush(): Bytes {
    this.finished = true;
    const coded = new Uint8Array(this.held === 0 ? 0 : this.frameBytes);
    this.frame.fill(0, this.held);
    if (this.held > 0) this.encodeHeld(coded);
    return coded;
  }

  /**
   * Quality of the frames returned so far. A receiver needs the number of samples in it to drop the zeros at
   * the end.
   */
  get report(): QualityReport {
    return this.meter.report;
  }

  /**
   * Copies samples into the frame until the frame is full.
   * @returns how many samples it copied.
   */
  private hold(samples: Int16Array): number {
    const taken = samples.subarray(0, FRAME_SAMPLES - this.held);
    this.frame.set(taken, this.held);
    this.held += taken.length;
    return taken.length;
  }

  private encodeHeld(into: Uint8Array): void {
    const energies = this.encoder.encode(this.frame, into);
    this.meter.add(this.frame.subarray(0, this.held), into, energies);
    this.held = 0;
  }
}
