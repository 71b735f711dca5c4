import {
  Aes256Gcm,
  POINT_BYTES,
  PublicKeyError,
  SealRejectedError,
  type SigningKey,
  verifySignature,
} from '@sealwave/crypto';
import { type Bytes, concat } from '@sealwave/kernel';
import { RoomFlag } from '@sealwave/room';
import { ByteReader, label, u32, u64 } from '../encoding/byte-reader';
import { SealedRoomError } from '../encoding/sealed-room-error';
import type { RoomKeys } from '../keys/links/room-keys';
import { KEY_ID_BYTES } from '../keys/sender-keys/sender-key-record';
import {
  TRANSMISSION_ID_BYTES,
  type TransmissionChain,
} from '../keys/sender-keys/transmission-chain';
import { SFRAME_SUITE } from './sframe-cipher';

const VERSION = 2;
const CHAIN_BYTES = 32;
const SIGNATURE_BYTES = 64;
const WRAP_BYTES = Aes256Gcm.overheadBytes + CHAIN_BYTES;
const SIGNED_BYTES = Aes256Gcm.overheadBytes + POINT_BYTES + 2 * SIGNATURE_BYTES;
/** Offset of the byte that tells whether a wrap follows. */
const KEPT_AT = 41;

/** Kinds of transmissions; numbered from 1 on the wire. */
const KINDS = ['live', 'recorded', 'text'] as const;
/** Coders; numbered from 0 on the wire. */
const CODERS = ['none', 'pcm8', 'nlp64'] as const;

/** The fields of a header that describe its transmission. */
export interface TransmissionTerms {
  readonly kind: (typeof KINDS)[number];
  /** `none` for text. */
  readonly coder: (typeof CODERS)[number];
  /** When it began by the sender's clock, in milliseconds since 1970. */
  readonly startedMs: number;
}

/** A header whose signature has been checked. */
export interface TransmissionHeader extends TransmissionTerms {
  readonly transmissionId: Bytes;
  readonly keyId: Bytes;
  readonly step: number;
  /** Public key of the person who signed it: an uncompressed point. */
  readonly identity: Bytes;
  /** The first chain, wrapped for members that join later; null when the room keeps nothing. */
  readonly wrap: Bytes | null;
  /** The whole header as it arrived. */
  readonly bytes: Bytes;
}

/** Input of {@link writeHeader}. */
export interface HeaderSource {
  readonly terms: TransmissionTerms;
  readonly keyId: Bytes;
  readonly step: number;
  readonly transmissionId: Bytes;
  readonly identity: SigningKey;
  /** The chain of the transmission. It is wrapped in a room that keeps transmissions. */
  readonly chain: TransmissionChain;
}

/**
 * Writes and signs a header (docs/protocol.md, section 10.5).
 * @throws SealedRoomError `not_allowed` with the keys of a listener.
 */
export async function writeHeader(keys: RoomKeys, source: HeaderSource): Promise<Bytes> {
  const { terms, identity } = source;
  const { speakKey } = keys;
  if (speakKey === null) throw SealedRoomError.listener();
  const isKept = (keys.flags & RoomFlag.Keeps) !== 0;
  const start = concat(
    Uint8Array.of(VERSION, SFRAME_SUITE, KINDS.indexOf(terms.kind) + 1),
    Uint8Array.of(CODERS.indexOf(terms.coder), 0),
    ...[source.transmissionId, source.keyId, u32(source.step), u64(terms.startedMs)],
    Uint8Array.of(Number(isKept)),
  );
  const clear = isKept ? concat(start, await wrapChain(keys, start, source.chain)) : start;
  const message = signedMessage(keys.room, clear, identity.publicPoint);
  const signatures = await Promise.all([identity.sign(message), speakKey.sign(message)]);
  const cipher = await Aes256Gcm.fromKey(keys.meta);
  const signed = concat(identity.publicPoint, ...signatures);
  return concat(clear, await cipher.seal(signed, { aad: aadOf('svc-tx-v2', keys, clear) }));
}

/**
 * Reads a header and checks its signature.
 * @throws SealedRoomError `e2ee_required` for suite 0, `transmission_refused` for a header that is malformed,
 * of an unknown kind, of another room, or not signed by the identity in it, `not_allowed` for a listener's
 * header.
 */
export async function openHeader(keys: RoomKeys, bytes: Bytes): Promise<TransmissionHeader> {
  const reader = new ByteReader(bytes, malformed);
  const [version, suite] = [reader.u8(), reader.u8()];
  if (version === VERSION && suite === 0) throw SealedRoomError.notSealed();
  if (version !== VERSION || suite !== SFRAME_SUITE) throw malformed();
  const terms = readTerms(reader);
  const transmissionId = reader.take(TRANSMISSION_ID_BYTES);
  const [keyId, step] = [reader.take(KEY_ID_BYTES), reader.u32()];
  const startedMs = reader.moment();
  const wrap = readWrap(keys, reader);
  const clear = bytes.slice(0, reader.offset);
  const signed = await openSigned(keys, clear, reader.take(SIGNED_BYTES));
  reader.end();
  const parts = new ByteReader(signed, malformed);
  const identity = parts.take(POINT_BYTES);
  const message = signedMessage(keys.room, clear, identity);
  await requireSigned(identity, message, parts.take(SIGNATURE_BYTES));
  // A member that joins later has no announce of this sender, so the header itself must prove the right to
  // speak.
  const maySpeak = await verifySignature(keys.speakPoint, message, parts.rest());
  if (!maySpeak) throw SealedRoomError.listener();
  return { ...terms, startedMs, transmissionId, keyId, step, identity, wrap, bytes };
}

/**
 * Unwraps the first chain of a kept transmission: 32 bytes.
 * @throws SealedRoomError `transmission_refused` where nothing is kept of it.
 */
export async function unwrapChain(keys: RoomKeys, header: TransmissionHeader): Promise<Bytes> {
  if (header.wrap === null) throw SealedRoomError.transmission('nothing of it was kept');
  const cipher = await Aes256Gcm.fromKey(keys.kept);
  const start = header.bytes.slice(0, KEPT_AT + 1);
  return opened(() => cipher.open(header.wrap as Bytes, aadOf('svc-kept-v2', keys, start)));
}

async function wrapChain(keys: RoomKeys, start: Bytes, chain: TransmissionChain): Promise<Bytes> {
  const cipher = await Aes256Gcm.fromKey(keys.kept);
  return chain.lend((held) => cipher.seal(held, { aad: aadOf('svc-kept-v2', keys, start) }));
}

function readTerms(reader: ByteReader): Pick<TransmissionTerms, 'kind' | 'coder'> {
  const [kindNumber, coderNumber, flags] = [reader.u8(), reader.u8(), reader.u8()];
  const [kind, coder] = [KINDS.at(kindNumber - 1), CODERS.at(coderNumber)];
  if (kindNumber === 0 || kind === undefined || coder === undefined || flags !== 0) {
    throw SealedRoomError.transmission('a transmission of a kind that is not known');
  }
  if ((kind === 'text') !== (coder === 'none')) throw malformed();
  return { kind, coder };
}

/**
 * Reads the wrap; refuses one in a room that keeps nothing. The room's id states this, so no server can change
 * it.
 */
function readWrap({ flags }: RoomKeys, reader: ByteReader): Bytes | null {
  const kept = reader.u8();
  if (kept === 0) return null;
  if (kept !== 1 || (flags & RoomFlag.Keeps) === 0) throw malformed();
  return reader.take(WRAP_BYTES);
}

async function openSigned(keys: RoomKeys, clear: Bytes, sealed: Bytes): Promise<Bytes> {
  const cipher = await Aes256Gcm.fromKey(keys.meta);
  return opened(() => cipher.open(sealed, aadOf('svc-tx-v2', keys, clear)));
}

async function opened(open: () => Promise<Bytes>): Promise<Bytes> {
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof SealRejectedError)) throw error;
    throw SealedRoomError.transmission('the transmission is of another room, or was changed');
  }
}

async function requireSigned(point: Bytes, message: Bytes, signature: Bytes): Promise<void> {
  try {
    if (await verifySignature(point, message, signature)) return;
  } catch (error) {
    if (!(error instanceof PublicKeyError)) throw error;
  }
  throw SealedRoomError.transmission('the transmission is not signed by whom it names');
}

function aadOf(use: string, { room }: RoomKeys, bytes: Bytes): Bytes {
  return concat(label(use), room, bytes);
}

function signedMessage(room: Bytes, clear: Bytes, identity: Bytes): Bytes {
  return concat(label('svc-tx-v2'), room, clear, identity);
}

function malformed(): SealedRoomError {
  return SealedRoomError.transmission('the header of the transmission is malformed');
}
