import { CodedAudioError } from './coded-audio-error';
import { frameCountOf } from '../quality/quality-report';
import { FRAME_SAMPLES, type VoiceCoder, type VoiceDecoder } from './voice-coder';

/**
 * A coded message, as {@link MessageEncoder} makes it. Frames stay coded until they are read. So a caller can
 * decode a long message in slices, or play it from the middle.
 */
export class CodedMessage {
  readonly frameCount: number;
  private readonly decoder: VoiceDecoder;
  private readonly frameBytes: number;

  /**
   * @param coded the frames, in order and without gaps.
   * @param sampleCount length of the message in samples, without the zeros that fill the last frame.
   * @throws CodedAudioError when the length of `coded` does not match `sampleCount`.
   */
  constructor(
    coder: VoiceCoder,
    private readonly coded: Uint8Array,
    readonly sampleCount: number,
  ) {
    this.decoder = coder.newDecoder();
    this.frameBytes = coder.frameBytes;
    this.frameCount = coded.length / coder.frameBytes;
    if (!(sampleCount >= 0) || frameCountOf(sampleCount) !== this.frameCount) {
      throw new CodedAudioError('the sample count does not match the frame count', {
        samples: sampleCount,
        bytes: coded.length,
      });
    }
  }

  /**
   * Decodes `count` frames from frame `from` on, or as many as are left.
   * @throws CodedAudioError when one of them is malformed.
   */
  read(from: number, count: number): Int16Array {
    const to = Math.min(from + count, this.frameCount);
    const samples = new Int16Array(Math.max(0, to - from) * FRAME_SAMPLES);
    for (let i = from; i < to; i++) {
      const frame = this.coded.subarray(i * this.frameBytes, (i + 1) * this.frameBytes);
      const at = (i - from) * FRAME_SAMPLES;
      this.decoder.decode(frame, samples.subarray(at, at + FRAME_SAMPLES));
    }
    return samples.subarray(0, this.sampleCount - from * FRAME_SAMPLES);
  }
}
