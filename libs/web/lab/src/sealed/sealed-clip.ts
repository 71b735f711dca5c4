import {
  formatUnlockCode,
  openRecording,
  readSealedRecording,
  type RecordingKey,
  SealedRecordingError,
  sealRecording,
} from '@sealwave/e2ee';
import { type Bytes, equalConstantTime, type ErrorCode } from '@sealwave/kernel';

/** A clip that was sealed in the lab, with what experiments need. */
export interface SealedClip {
  readonly original: Bytes;
  readonly file: Bytes;
  readonly key: RecordingKey;
  readonly code: string;
  /** Key of another recording. */
  readonly otherKey: RecordingKey;
}

/** The parts of a sealed recording's file, in order. */
export type SealedPart = 'header' | 'iv' | 'ciphertext' | 'tag' | 'envelope';

/** The result of an attempt to open a file. */
export type OpenOutcome =
  /** `identical` tells whether the original came back bit for bit. */
  | { readonly kind: 'opened'; readonly identical: boolean }
  | { readonly kind: 'refused'; readonly code: ErrorCode };

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Seals a clip as a sender does. */
export async function sealClip(original: Bytes): Promise<SealedClip> {
  const { file, key } = await sealRecording(original);
  const other = await sealRecording(original.subarray(0, 1));
  return { original, file, key, code: formatUnlockCode(key), otherKey: other.key };
}

/**
 * Tries to open `file`, changed or not.
 * @param original the clip to compare the content with.
 */
export async function tryToOpen(
  file: Bytes,
  key: RecordingKey,
  original: Bytes,
): Promise<OpenOutcome> {
  try {
    const { recording } = await openRecording(file, key);
    return { kind: 'opened', identical: equalConstantTime(recording, original) };
  } catch (error) {
    if (!(error instanceof SealedRecordingError)) throw error;
    return { kind: 'refused', code: error.code };
  }
}

/** Copies `file` with one bit changed. Bit 0 is the lowest of its byte. */
export function withFlippedBit(file: Bytes, byte: number, bit: number): Bytes {
  const changed = file.slice();
  changed[byte] ^= 1 << bit;
  return changed;
}

/** The part of a sealed recording that contains a byte. */
export function partOf(file: Bytes, byte: number): SealedPart {
  const { data } = readSealedRecording(file);
  const at = byte - (data.byteOffset - file.byteOffset);
  if (at < 0) return 'header';
  if (at < IV_BYTES) return 'iv';
  if (at < data.length - TAG_BYTES) return 'ciphertext';
  return at < data.length ? 'tag' : 'envelope';
}
