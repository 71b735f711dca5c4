import { FRAME_SAMPLES, fromInt16, VOICE_CODERS } from '@sealwave/audio';
import { bestCorrelation } from '@sealwave/testing';

const FRAME_BYTES = 160;
/** Kind and id before the body of a part. */
const HEAD_BYTES = 17;
const LENGTH_BYTES = 2;
const FRAMES = 2;
const SECOND = 8000;

/** The frames in the parts of transmissions, as they were sealed. */
export function framesIn(parts: readonly Buffer[]): Buffer[] {
  return parts
    .filter(([kind]) => kind === FRAMES)
    .flatMap((part) => runOf(part.subarray(HEAD_BYTES)));
}

function runOf(body: Buffer): Buffer[] {
  const frames: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const end = at + LENGTH_BYTES + body.readUInt16BE(at);
    frames.push(body.subarray(at + LENGTH_BYTES, end));
    at = end;
  }
  return frames;
}

/** Decodes the 160 bytes at `offset` of each frame with each coder. Bytes that a coder refuses count as samples. */
export function guessesAt(frames: readonly Buffer[], offset: number): Float32Array[] {
  return Object.values(VOICE_CODERS).map((coder) => {
    const decoder = coder.newDecoder();
    const samples = new Int16Array(frames.length * FRAME_SAMPLES);
    frames.forEach((frame, i) => {
      const bytes = new Uint8Array(frame.subarray(offset, offset + FRAME_BYTES));
      const into = samples.subarray(i * FRAME_SAMPLES, (i + 1) * FRAME_SAMPLES);
      try {
        decoder.decode(bytes, into);
      } catch {
        // Not a frame of this coder.
        into.set(Int16Array.from(bytes, (byte) => byte - 128));
      }
    });
    return fromInt16(samples);
  });
}

/** Bytes as samples of 8 bits. */
export function asSamples(bytes: Buffer): Float32Array {
  return Float32Array.from(bytes, (byte) => (byte - 128) / 128);
}

/**
 * How well any second of a voice is in `signal`, at any place within `slack` samples of its own. All frames count alike: what a
 * coder makes of random bytes is loud here and silent there, and a few loud frames resemble anything.
 */
export function bestSecond(voice: Float32Array, signal: Float32Array, slack: number): number {
  const [sought, searched] = [levelled(voice), levelled(signal)];
  const seconds = Math.floor(sought.length / SECOND);
  const coefficients = Array.from({ length: seconds }, (_, i) => {
    const window = sought.subarray(i * SECOND, (i + 1) * SECOND);
    const from = Math.max(0, i * SECOND - slack);
    return bestCorrelation(window, searched.subarray(from), 2 * slack).coefficient;
  });
  return Math.max(...coefficients);
}

/** The same with every frame equally loud. */
function levelled(samples: Float32Array): Float32Array {
  const equal = new Float32Array(samples.length);
  for (let at = 0; at < samples.length; at += FRAME_SAMPLES) {
    const frame = samples.subarray(at, at + FRAME_SAMPLES);
    const rms = Math.hypot(...frame) / Math.sqrt(frame.length);
    if (rms > 0)
      equal.set(
        frame.map((sample) => sample / rms),
        at,
      );
  }
  return equal;
}
