import { fromInt16, toInt16 } from '@sealwave/audio';
import { AudioError, formOfFile } from '@sealwave/node/media';

/** Bytes that are enough for two frames of MP3. */
const RECOGNITION_BYTES = 4096;

/** Assembles 16-bit little-endian samples from pieces of any size. */
export class BareSampleReader {
  private odd: Uint8Array = new Uint8Array(0);

  /** Returns the samples that `piece` completes, at full scale [-1, 1). */
  push(piece: Uint8Array): Float32Array {
    const bytes = Buffer.concat([this.odd, piece]);
    const samples = new Int16Array(bytes.length >> 1);
    for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(2 * i);
    this.odd = bytes.subarray(2 * samples.length);
    return fromInt16(samples);
  }
}

/** Converts samples of full scale [-1, 1) to 16 bits, little-endian. */
export function toBareSamples(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(2 * samples.length);
  toInt16(samples).forEach((level, i) => bytes.writeInt16LE(level, 2 * i));
  return bytes;
}

/**
 * Passes samples on. Refuses an input that begins as a file does: its header and coded sound would be noise.
 * @throws AudioError for a file.
 */
export async function* bareOnly(input: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, void> {
  let beginning: Buffer | null = Buffer.alloc(0);
  for await (const piece of input) {
    if (!beginning) {
      yield piece;
      continue;
    }
    beginning = Buffer.concat([beginning, piece]);
    if (beginning.length < RECOGNITION_BYTES) continue;
    yield checked(beginning);
    beginning = null;
  }
  if (beginning && beginning.length > 0) yield checked(beginning);
}

function checked(beginning: Buffer): Buffer {
  const form = formOfFile(beginning);
  if (form === undefined) return beginning;
  throw AudioError.unsupported(
    `--raw takes bare samples, and this is a file of the form ${form}: send it by its name`,
  );
}
