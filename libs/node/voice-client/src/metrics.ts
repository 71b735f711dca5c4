import { bitRateOf, meetsSnr } from '@sealwave/audio';
import { type AudioSent, QUALITY } from '@sealwave/contracts';
import type { CompressedAudio } from '@sealwave/node/media';
import { qualityOf } from './quality';

/** The `audio_sent` of a coded recording. */
export function metricsOfVoice(
  id: string,
  coded: CompressedAudio,
  originalBytes: number,
): AudioSent {
  const { coder, report, durationMs } = coded;
  const quality = qualityOf(report);
  return {
    id,
    codec: coder,
    snrDb: quality.snr.db,
    snrKind: quality.snr.kind,
    meetsSnr: meetsSnr(report.snr, QUALITY.minSnrDb),
    bitrateBps: bitRateOf(report),
    durationMs,
    originalBytes,
    compressedBytes: report.codedBytes,
    compressionRatio: (1 - report.codedBytes / originalBytes) * 100,
    encrypted: false,
    quality,
  };
}

/** The `audio_sent` of a sealed recording. Nothing can be measured in it. */
export function metricsOfSealed(id: string, bytes: number): AudioSent {
  return {
    id,
    codec: 'none',
    snrDb: null,
    snrKind: 'unknown',
    meetsSnr: null,
    bitrateBps: null,
    durationMs: null,
    originalBytes: bytes,
    compressedBytes: bytes,
    compressionRatio: 0,
    encrypted: true,
    quality: null,
  };
}
