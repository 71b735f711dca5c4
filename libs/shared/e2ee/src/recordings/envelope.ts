import type { Bytes } from '@sealwave/kernel';
import { SealedRecordingError } from './sealed-recording-error';

/**
 * How the key of a sealed recording reaches the people who may open it. The order is that of the numbers in the
 * file. This version supports `code` only: the sender passes the key on as a code.
 */
const SEALING_MODES = ['code', 'link', 'group', 'passphrase'] as const;

/** One of {@link SEALING_MODES}. */
export type SealingMode = (typeof SEALING_MODES)[number];

/**
 * Offsets in the body of the chunk `svcE`; numbers are big-endian (docs/sealed-recordings.md, 2). Room, epoch
 * and wrapped key belong to other modes. They are zero in mode `code`.
 */
const AT = {
  version: 0,
  mode: 1,
  flags: 2,
  messageId: 4,
  roomId: 20,
  epoch: 36,
  createdAtMs: 44,
  commitment: 52,
  dataHash: 84,
  wrappedKey: 116,
  senderKey: 176,
  signature: 241,
  tag: 305,
  end: 337,
} as const;

/** Length of the body in bytes. */
const ENVELOPE_BYTES = AT.end;
/** Length of a message's identifier in bytes. */
export const MESSAGE_ID_BYTES = AT.roomId - AT.messageId;

const VERSION = 1;
/** The last moment that `Date` can express, in milliseconds since 1970. */
const LAST_MOMENT_MS = 8.64e15;

/** What a sealed recording says about itself. None of it is proved before the recording is opened. */
export interface Envelope {
  readonly mode: SealingMode;
  /** 16 random bytes. */
  readonly messageId: Bytes;
  /** When the sender sealed it, by the sender's clock, in milliseconds since 1970. */
  readonly createdAtMs: number;
  /** The hash that binds the key to this recording; see {@link commitTo}. */
  readonly commitment: Bytes;
  /** SHA-256 of the sealed bytes. */
  readonly dataHash: Bytes;
  /** Public key of the sender, an uncompressed point of P-256. */
  readonly senderKey: Bytes;
}

/** The part of a body that the sender signs. A label goes before it. */
export const signedPart = (body: Bytes): Bytes => body.subarray(0, AT.signature);
/** The sender's signature in a body. */
export const signatureOf = (body: Bytes): Bytes => body.subarray(AT.signature, AT.tag);
/** The part of a body that the HMAC covers: everything before the HMAC, including the signature. */
export const taggedPart = (body: Bytes): Bytes => body.subarray(0, AT.tag);
/** The HMAC in a body. */
export const tagOf = (body: Bytes): Bytes => body.subarray(AT.tag);

/** Writes the signature into a body. */
export const setSignature = (body: Bytes, bytes: Bytes): void => body.set(bytes, AT.signature);
/** Writes the HMAC into a body. */
export const setTag = (body: Bytes, bytes: Bytes): void => body.set(bytes, AT.tag);

/** Makes a body in mode `code`. Signature and HMAC are zeros. */
export function writeEnvelope(envelope: Omit<Envelope, 'mode'>): Bytes {
  const body = new Uint8Array(ENVELOPE_BYTES);
  body[AT.version] = VERSION;
  body.set(envelope.messageId, AT.messageId);
  new DataView(body.buffer).setBigUint64(AT.createdAtMs, BigInt(envelope.createdAtMs));
  body.set(envelope.commitment, AT.commitment);
  body.set(envelope.dataHash, AT.dataHash);
  body.set(envelope.senderKey, AT.senderKey);
  return body;
}

/**
 * Reads a body.
 * @throws SealedRecordingError for another length or version, or an unknown mode.
 */
export function parseEnvelope(body: Bytes): Envelope {
  if (body.length !== ENVELOPE_BYTES) {
    throw SealedRecordingError.damaged('the envelope is incomplete', { bytes: body.length });
  }
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const version = view.getUint8(AT.version);
  const modeNumber = view.getUint8(AT.mode);
  const mode = SEALING_MODES.at(modeNumber);
  if (version !== VERSION || mode === undefined || view.getUint16(AT.flags) !== 0) {
    throw SealedRecordingError.unsupported('sealed in a newer way', { version, mode: modeNumber });
  }
  const createdAtMs = Number(view.getBigUint64(AT.createdAtMs));
  if (createdAtMs > LAST_MOMENT_MS)
    throw SealedRecordingError.damaged('the time of sealing is out of range');
  return {
    mode,
    messageId: body.subarray(AT.messageId, AT.roomId),
    createdAtMs,
    commitment: body.subarray(AT.commitment, AT.dataHash),
    dataHash: body.subarray(AT.dataHash, AT.wrappedKey),
    senderKey: body.subarray(AT.senderKey, AT.signature),
  };
}
