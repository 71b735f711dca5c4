import { parseWav, VOICE_SAMPLING_RATE, wrapSamples } from '@sealwave/audio';
import { concat } from '@sealwave/kernel';
import { MessageError } from './message-error';

/** Sound from a client that supports only the requirements. It is a file that plays. */
export interface BaseAudio {
  /** A RIFF/WAVE file. */
  readonly wav: Uint8Array;
  /** Duration, rounded to a millisecond. */
  readonly durationMs: number;
}

const BARE_SAMPLES = {
  sampleFormat: 's16',
  samplingRate: VOICE_SAMPLING_RATE,
  channelCount: 1,
} as const;
const RIFF = [0x52, 0x49, 0x46, 0x46];

/** Whether `bytes` begin as a RIFF file does. */
export function isRiff(bytes: Uint8Array): boolean {
  return RIFF.every((byte, at) => bytes[at] === byte);
}

/**
 * Reads base audio (docs/protocol.md, section 5.1). A RIFF/WAVE file stays as it is. Other bytes are 16-bit
 * little-endian samples at 8 kHz; they get a header. A zero byte completes an odd last byte.
 * @throws MessageError when there is no sound in it.
 * @throws WavError when it begins as a RIFF file but is malformed.
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
