import { AudioError } from '../audio-error';
import { FlacBits } from './flac-bits';
import { flacChecksum16, flacChecksum8 } from './flac-checksum';
import { readSubframe } from './flac-subframe';

/** The format that all frames of a file share. */
export interface FlacFormat {
  readonly channelCount: number;
  /** Bits per sample, 4 to 24. */
  readonly sampleBits: number;
}

/** One frame: the samples of each channel at full scale [-1, 1), and the offset of the next frame. */
export interface FlacFrame {
  readonly channels: Float32Array[];
  readonly end: number;
}

const SYNC = 0x3ffe;
const LEFT_SIDE = 8;
const SIDE_RIGHT = 9;
const MID_SIDE = 10;

/**
 * Reads the frame at `at` (RFC 9639, 9).
 * @throws AudioError when it is cut, damaged, or not of the format of its file.
 */
export function readFlacFrame(bytes: Uint8Array, at: number, format: FlacFormat): FlacFrame {
  const bits = new FlacBits(bytes, at);
  const { sampleCount, assignment } = readHeader(bytes, at, bits);
  const channelCount = assignment < LEFT_SIDE ? assignment + 1 : 2;
  if (channelCount !== format.channelCount || assignment > MID_SIDE) throw damaged(at);
  const channels = Array.from({ length: channelCount }, (_, channel) => {
    // The difference of two channels needs one more bit.
    const isSide = assignment >= LEFT_SIDE && channel === (assignment === SIDE_RIGHT ? 0 : 1);
    const sampleBits = format.sampleBits + (isSide ? 1 : 0);
    return readSubframe(bits, { sampleCount, sampleBits });
  });
  bits.align();
  const body = bytes.subarray(at, bits.at);
  if (bits.read(16) !== flacChecksum16(body)) throw damaged(at);
  separate(channels, assignment);
  const scale = 2 ** (1 - format.sampleBits);
  return {
    channels: channels.map((samples) => Float32Array.from(samples, (sample) => sample * scale)),
    end: bits.at,
  };
}

/** Restores left and right from a channel and a difference, or from mean and difference. */
function separate(channels: readonly Float64Array[], assignment: number): void {
  if (assignment < LEFT_SIDE) return;
  const [first, second] = channels;
  for (let i = 0; i < first.length; i++) {
    const [a, b] = [first[i], second[i]];
    if (assignment === LEFT_SIDE) second[i] = a - b;
    else if (assignment === SIDE_RIGHT) first[i] = a + b;
    else {
      // Twice the mean and the difference have the same lowest bit.
      const right = a - Math.floor(b / 2);
      first[i] = right + b;
      second[i] = right;
    }
  }
}

/** Reads past sampling rate and sample size; they are those of the file. */
function readHeader(bytes: Uint8Array, at: number, bits: FlacBits) {
  if (bits.read(14) !== SYNC || bits.read(1) !== 0) throw damaged(at);
  bits.read(1);
  const sizeCode = bits.read(4);
  const rateCode = bits.read(4);
  const assignment = bits.read(4);
  bits.read(4);
  skipNumber(bits, at);
  const sampleCount = readSampleCount(bits, sizeCode);
  if (rateCode === 12) bits.read(8);
  else if (rateCode > 12) bits.read(16);
  const header = bytes.subarray(at, bits.at);
  if (sampleCount === 0 || bits.read(8) !== flacChecksum8(header)) throw damaged(at);
  return { sampleCount, assignment };
}

/** Skips the number of the frame or of its first sample, encoded like a character in UTF-8. */
function skipNumber(bits: FlacBits, at: number): void {
  const first = bits.read(8);
  const ones = Math.clz32(~(first << 24));
  if (ones === 1 || ones > 7) throw damaged(at);
  for (let i = 1; i < ones; i++) bits.read(8);
}

function readSampleCount(bits: FlacBits, code: number): number {
  if (code === 1) return 192;
  if (code >= 2 && code <= 5) return 576 << (code - 2);
  if (code === 6) return bits.read(8) + 1;
  if (code === 7) return bits.read(16) + 1;
  return code >= 8 ? 256 << (code - 8) : 0;
}

function damaged(at: number): AudioError {
  return AudioError.unreadable('a frame of the FLAC file is damaged', { at });
}
