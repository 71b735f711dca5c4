import {
  readRiff,
  type RiffChunk,
  WavError,
  type WavFormat,
  writeRiff,
  writeWavFormat,
} from '@sealwave/audio';
import { type Bytes, equalConstantTime, toHex } from '@sealwave/kernel';
import { type Envelope, parseEnvelope, type SealingMode } from './envelope';
import { SealedRecordingError } from './sealed-recording-error';

/** One byte per sample: sealed bytes of any length are a valid WAVE file, which plays as noise. */
const FORMAT: WavFormat = { sampleFormat: 'u8', samplingRate: 44_100, channelCount: 1 };
const CHUNK_ID = 'svcE';

/** A sealed recording that was read but not opened. Nothing in it is proved yet. */
export interface SealedRecording {
  readonly mode: SealingMode;
  /** 32 hexadecimal digits, chosen by the sender. */
  readonly messageId: string;
  /** When the sender sealed it, by the sender's clock, in milliseconds since 1970. */
  readonly createdAtMs: number;
  /** Public key of the sender, an uncompressed point of P-256. */
  readonly senderKey: Bytes;
  /** IV, ciphertext and tag of AES-256-GCM: a view into the file. */
  readonly data: Bytes;
}

/** The parts of the file that the proofs cover: views into it. */
export interface SealedParts {
  readonly data: Bytes;
  readonly body: Bytes;
  readonly envelope: Envelope;
}

/** Whether `file` has the chunks of a sealed recording, intact or damaged. */
export function isSealedRecording(file: Bytes): boolean {
  return chunksOf(file).some(({ id }) => id === CHUNK_ID);
}

/**
 * Reads what a sealed recording says about itself. Needs no key and proves nothing.
 * @throws SealedRecordingError for a file that is not a sealed recording, is damaged, or is of a newer kind.
 */
export function readSealedRecording(file: Bytes): SealedRecording {
  const { data, envelope } = splitSealedFile(file);
  const { mode, messageId, createdAtMs, senderKey } = envelope;
  return { mode, messageId: toHex(messageId), createdAtMs, senderKey, data };
}

/**
 * Splits a file into its parts. The file must equal what {@link joinSealedFile} makes of these parts. So nobody
 * can change a byte outside the proofs.
 * @throws SealedRecordingError for any other file.
 */
export function splitSealedFile(file: Bytes): SealedParts {
  const chunks = chunksOf(file);
  if (chunks.map(({ id }) => id).join() !== `fmt ,data,${CHUNK_ID}`) {
    throw SealedRecordingError.damaged('not the chunks of a sealed recording');
  }
  const [, data, body] = chunks.map((chunk) => chunk.body as Bytes);
  if (!equalConstantTime(joinSealedFile(data, body), file)) {
    throw SealedRecordingError.damaged('not laid out as a sealed recording');
  }
  return { data, body, envelope: parseEnvelope(body) };
}

/** Joins the parts into a WAVE file. Its 8-bit samples are the sealed bytes; the envelope comes after them. */
export function joinSealedFile(data: Bytes, body: Bytes): Bytes {
  return writeRiff('WAVE', [
    { id: 'fmt ', body: writeWavFormat(FORMAT) },
    { id: 'data', body: data },
    { id: CHUNK_ID, body },
  ]);
}

function chunksOf(file: Bytes): readonly RiffChunk[] {
  try {
    return readRiff(file).chunks;
  } catch (error) {
    if (error instanceof WavError) return [];
    throw error;
  }
}
