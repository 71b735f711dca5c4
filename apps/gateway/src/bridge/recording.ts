import { meetsSnr, type Snr } from '@sealwave/audio';
import { type AudioReceived, type AudioSent, QUALITY } from '@sealwave/contracts';
import { type CompressedAudio, isRiff, type OpenedClip } from '@sealwave/node/media-pipeline';

/** What `audio_sent` says of a recording that was coded. */
export function metricsOfVoice(
  id: string,
  coded: CompressedAudio,
  originalBytes: number,
): AudioSent {
  const { codec, snr, bitrateBps, durationMs, codedBytes } = coded;
  return {
    id,
    codec,
    ...figuresOf(snr),
    bitrateBps,
    durationMs,
    originalBytes,
    compressedBytes: codedBytes,
    compressionRatio: (1 - codedBytes / originalBytes) * 100,
    encrypted: false,
  };
}

/** What `audio_sent` says of a recording that is sealed: nothing in it could be measured. */
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
  };
}

/** What a browser is told of a clip that came; Base64 unless it asked for bytes. */
export function receivedClip(clip: OpenedClip, asBytes: boolean): AudioReceived {
  // A view of bytes that are not copied; Socket.IO sends a Buffer as it is.
  const bytes = Buffer.from(clip.bytes.buffer, clip.bytes.byteOffset, clip.bytes.byteLength);
  return {
    id: clip.id,
    audio: asBytes ? bytes : bytes.toString('base64'),
    format: isRiff(bytes) ? 'wav' : 'opaque',
    verified: true,
    encrypted: clip.kind === 'sealed',
    durationMs: clip.durationMs,
  };
}

function figuresOf(snr: Snr): Pick<AudioSent, 'snrDb' | 'snrKind' | 'meetsSnr'> {
  const snrDb = snr.kind === 'measured' ? snr.db : null;
  return { snrDb, snrKind: snr.kind, meetsSnr: meetsSnr(snr, QUALITY.minSnrDb) };
}
