import { type Bytes, concat } from '@sealwave/kernel';
import { CodedMessage, MessageEncoder, type QualityReport, type VoiceCoder } from '@sealwave/audio';

/** A coded clip and its quality report. */
export interface CodedClip {
  readonly report: QualityReport;
  /** All frames, without gaps. */
  readonly frames: Bytes;
}

/**
 * Codes a whole clip in one go.
 * @param samples 16-bit samples at 8 kHz.
 */
export function codeClip(samples: Int16Array, coder: VoiceCoder): CodedClip {
  const encoder = new MessageEncoder(coder);
  const body = encoder.push(samples);
  return { frames: concat(body, encoder.flush()), report: encoder.report };
}

/** Decodes a clip as a receiver does. */
export function decodeClip({ frames, report }: CodedClip, coder: VoiceCoder): Int16Array {
  const message = new CodedMessage(coder, frames, report.sampleCount);
  return message.read(0, message.frameCount);
}
