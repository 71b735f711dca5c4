import { parseWav, VOICE_SAMPLING_RATE, wrapSamples } from '@sealwave/audio';
import { concat } from '@sealwave/kernel';
import { MessageError } from './message-error';

/** Sound of a client written from the requirements alone, as a file that plays. */
export interface BaseAudio {
  /** A RIFF/WAVE file. */
  readonly wav: Uint8Array;
  /** To the nearest millisecond. */
  readonly durationMs: number;
}

const BARE_SAMPLES = {
  sampleFormat: 's16',
  samplingRate: VOICE_SAMPLING_RATE,
  channelCount: 1,
} as const;
const RIFF = [0x52, 0x49, 0x46, 0x46];

/** True when `bytes` begin as a RIFF file does. */
export function isRiff(bytes: Uint8Array): boolean {
  return RIFF.every((byte, at) => bytes[at] === byte);
}

/**
 * Reads base audio (docs/protocol.md, section 5.1): a RIFF/WAVE file stays as it is; anything else is
 * 16-bit little-endian samples at 8 kHz, which are given a header, and an odd last byte a zero byte.
 * @throws MessageError when there is no sound in it; WavError when it only begins as a RIFF file.
 */
export function readBaseAudio(audio: Uint8Array): BaseAudio {
  const wav = isRiff(audio) ? audio : wrapSamples(BARE_SAMPLES, evenLength(audio));
  const { frameCount, samplingRate } = parseWav(wav);
  if (frameCount === 0) throw MessageError.empty();
  return { wav, durationMs: Math.round((frameCount / samplingRate) * 1000) };
}

function evenLength(samples: Uint8Array): Uint8Array {
  return samples.length % 2 === 0 ? samples : concat(samples, Uint8Array.of(0));
}
