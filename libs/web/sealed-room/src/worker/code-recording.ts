import {
  encodeQualityReport,
  MessageEncoder,
  parseQualityReport,
  type QualityReport,
  Resampler,
  toInt16,
  VOICE_CODERS,
  VOICE_SAMPLING_RATE,
} from '@sealwave/audio';
import { VOICE_FRAME_BYTES } from '@sealwave/e2ee/transmissions';
import { type Bytes, ErrorCode, UsageError } from '@sealwave/kernel';
import type { RawRecording } from './session-messages';

/** A recording in frames of 20 ms, with its measure. */
export interface CodedRecording {
  /** 160 bytes of the coder each. */
  readonly frames: readonly Bytes[];
  /** As every receiver reads it, to the last digit. */
  readonly report: QualityReport;
  /** The same in bytes. */
  readonly reportBytes: Bytes;
}

/** Codes and measures a recording as a gateway would: one channel at 8 kHz, 64 kbit/s. It yields the share done, 0 to 1. */
export function* codeRecording({
  samples,
  samplingRate,
  coder,
}: Omit<RawRecording, 'startedMs'>): Generator<number, CodedRecording, void> {
  if (samples.length === 0) throw new UsageError(ErrorCode.AudioEmpty, 'the recording is empty');
  const resampler = new Resampler(samplingRate, VOICE_SAMPLING_RATE);
  const encoder = new MessageEncoder(VOICE_CODERS[coder]);
  const frames: Bytes[] = [];
  const take = (coded: Bytes): void => {
    for (let at = 0; at < coded.length; at += VOICE_FRAME_BYTES) {
      frames.push(coded.slice(at, at + VOICE_FRAME_BYTES));
    }
  };
  for (let at = 0; at < samples.length; at += samplingRate) {
    yield at / samples.length;
    const second = samples.subarray(at, at + samplingRate);
    take(encoder.push(toInt16(resampler.push(second))));
  }
  take(encoder.push(toInt16(resampler.flush())));
  take(encoder.flush());
  const reportBytes = encodeQualityReport(encoder.report);
  return { frames, reportBytes, report: parseQualityReport(reportBytes) };
}
