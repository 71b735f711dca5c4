import { type Bytes, concat } from '@sealwave/kernel';
import { CodedMessage, MessageEncoder, type QualityReport, type VoiceCoder } from '@sealwave/audio';

/** A clip that went through a coder, as it went out, and what was measured on the way. */
export interface CodedClip {
  readonly report: QualityReport;
  /** All frames, one after the other. */
  readonly frames: Bytes;
}

/** Codes a whole clip. 16-bit samples at 8 kHz, as many as the caller has time for. */
export function codeClip(samples: Int16Array, coder: VoiceCoder): CodedClip {
  const encoder = new MessageEncoder(coder);
  const body = encoder.push(samples);
  return { frames: concat(body, encoder.flush()), report: encoder.report };
}

/** The samples that a receiver of the clip has. */
export function decodeClip({ frames, report }: CodedClip, coder: VoiceCoder): Int16Array {
  const message = new CodedMessage(coder, frames, report.sampleCount);
  return message.read(0, message.frameCount);
}
