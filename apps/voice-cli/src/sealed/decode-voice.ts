import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  FRAME_SAMPLES,
  parseQualityReport,
  QUALITY_REPORT_BYTES,
  type QualityReport,
  VOICE_CODERS,
  VOICE_SAMPLING_RATE,
  wrapSamples,
} from '@sealwave/audio';
import type { EndedTransmission } from '@sealwave/e2ee/session';
import { toHex } from '@sealwave/kernel';
import { type Incoming, qualityOf } from '@sealwave/node/voice-client';

/** Frames to decode before other work goes on: a second of voice. */
const FRAMES_A_TURN = 50;
const WAV_FORM = {
  sampleFormat: 's16',
  samplingRate: VOICE_SAMPLING_RATE,
  channelCount: 1,
} as const;

/**
 * Decodes a transmission into a WAVE file. What is missing of it is silence.
 * @throws CodedAudioError when a frame is not one of its coder.
 */
export async function decodeVoice(ended: EndedTransmission): Promise<Incoming> {
  const { header, frames } = ended;
  const coder = header.coder === 'pcm8' ? 'pcm8' : 'nlp64';
  const report = reportOf(ended);
  const decoder = VOICE_CODERS[coder].newDecoder();
  const samples = new Int16Array(lengthOf(ended, report));
  const frame = new Int16Array(FRAME_SAMPLES);
  for (const [i, { counter, plaintext }] of frames.entries()) {
    if (i % FRAMES_A_TURN === 0) await nextTurn();
    decoder.decode(plaintext, frame);
    const at = counter * FRAME_SAMPLES;
    samples.set(frame.subarray(0, Math.max(0, samples.length - at)), Math.min(at, samples.length));
  }
  return {
    id: toHex(header.transmissionId),
    bytes: wrapSamples(WAV_FORM, new Uint8Array(samples.buffer)),
    codec: coder,
    quality: report && qualityOf(report),
    durationMs: Math.round((samples.length / VOICE_SAMPLING_RATE) * 1000),
    encrypted: false,
  };
}

/** The report that the sender signed; null where its end has not come, or has none. */
function reportOf({ report }: EndedTransmission): QualityReport | null {
  // Later versions may write longer reports.
  return report.length < QUALITY_REPORT_BYTES
    ? null
    : parseQualityReport(report.subarray(0, QUALITY_REPORT_BYTES));
}

/** Samples from the first frame to the last one; the report knows how many of its last frame are not filling. */
function lengthOf({ frames }: EndedTransmission, report: QualityReport | null): number {
  const end = (frames.at(-1)?.counter ?? -1) + 1;
  const whole = end * FRAME_SAMPLES;
  const isLastFilled = report !== null && Math.ceil(report.sampleCount / FRAME_SAMPLES) === end;
  return isLastFilled ? report.sampleCount : whole;
}
