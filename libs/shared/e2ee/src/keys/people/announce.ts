import {
  Aes256Gcm,
  parsePublicKey,
  POINT_BYTES,
  PublicKeyError,
  SealRejectedError,
  sha256,
  type SigningKey,
  verifySignature,
} from '@sealwave/crypto';
import { type Bytes, concat } from '@sealwave/kernel';
import { isDisplayName } from '@sealwave/room';
import { ByteReader, label, u64 } from '../../encoding/byte-reader';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import { decodeUtf8 } from '../../encoding/utf-8';
import type { RoomKeys } from '../links/room-keys';

const VERSION = 2;
const SIGNATURE_BYTES = 64;
/**
 * 40 characters of at most 4 bytes. Each name is padded with zeros to this length. So servers do not learn how
 * long a name is.
 */
const NAME_BYTES = 160;
const NO_SIGNATURE: Bytes = new Uint8Array(SIGNATURE_BYTES);

/** Length of every announce in bytes. */
export const ANNOUNCE_BYTES =
  Aes256Gcm.overheadBytes + 2 * POINT_BYTES + 10 + NAME_BYTES + 2 * SIGNATURE_BYTES;

/** The content of an announce. A member sends an announce when it joins and with each new member key. */
export interface Announcement {
  /** The public key for records to this member: an uncompressed point. */
  readonly memberKey: Bytes;
  /** The long-term key of the device in this room: an uncompressed point. */
  readonly identity: Bytes;
  /** By the member's clock, in milliseconds since 1970. */
  readonly atMs: number;
  /** Null for a member without a name. */
  readonly name: string | null;
  /** Whether the member's link allows it to speak. */
  readonly canSpeak: boolean;
}

/** Input of {@link sealAnnounce}: the content, and the identity that signs. */
export interface OwnAnnouncement extends Omit<Announcement, 'identity' | 'canSpeak'> {
  readonly identity: SigningKey;
}

/**
 * Signs and seals an announce (docs/protocol.md, section 10.3). An announce with a listener's keys says that
 * the member cannot speak.
 */
export async function sealAnnounce(keys: RoomKeys, own: OwnAnnouncement): Promise<Bytes> {
  const { memberKey, identity, atMs, name } = own;
  const text = new TextEncoder().encode(name ?? '');
  const message = await signedMessage(keys.room, {
    ...{ memberKey, identity: identity.publicPoint, atMs, text },
  });
  const padded = new Uint8Array(NAME_BYTES);
  padded.set(text);
  const plaintext = concat(
    Uint8Array.of(VERSION),
    ...[memberKey, identity.publicPoint, u64(atMs), Uint8Array.of(text.length), padded],
    await identity.sign(message),
    (await keys.speakKey?.sign(message)) ?? NO_SIGNATURE,
  );
  const cipher = await Aes256Gcm.fromKey(keys.meta);
  return cipher.seal(plaintext, { aad: concat(label('svc-announce-v2'), keys.room) });
}

/**
 * Opens an announce and checks its signatures. These prove that the member has the room's link and holds this
 * identity.
 * @throws SealedRoomError `announce_refused` for anything else.
 */
export async function openAnnounce(keys: RoomKeys, sealed: Bytes): Promise<Announcement> {
  if (sealed.length !== ANNOUNCE_BYTES) throw malformed();
  const reader = new ByteReader(await open(keys, sealed), malformed);
  if (reader.u8() !== VERSION) throw malformed();
  const memberKey = reader.take(POINT_BYTES);
  const identity = reader.take(POINT_BYTES);
  const atMs = reader.moment();
  const text = readName(reader);
  const [signature, speak] = [reader.take(SIGNATURE_BYTES), reader.take(SIGNATURE_BYTES)];
  const name = decodeName(text);
  requirePoint(memberKey);
  const message = await signedMessage(keys.room, { memberKey, identity, atMs, text });
  await requireSigned(identity, message, signature);
  const canSpeak = speak.some((byte) => byte !== 0);
  if (canSpeak) await requireSigned(keys.speakPoint, message, speak);
  return { memberKey, identity, atMs, name, canSpeak };
}

interface Signed extends Pick<Announcement, 'memberKey' | 'identity' | 'atMs'> {
  readonly text: Bytes;
}

async function signedMessage(
  room: Bytes,
  { identity, memberKey, atMs, text }: Signed,
): Promise<Bytes> {
  return concat(label('svc-member-v2'), room, identity, memberKey, u64(atMs), await sha256(text));
}

async function open(keys: RoomKeys, sealed: Bytes): Promise<Bytes> {
  const cipher = await Aes256Gcm.fromKey(keys.meta);
  try {
    return await cipher.open(sealed, concat(label('svc-announce-v2'), keys.room));
  } catch (cause) {
    if (!(cause instanceof SealRejectedError)) throw cause;
    throw SealedRoomError.announce('a member without the link of the room', { cause });
  }
}

function readName(reader: ByteReader): Bytes {
  const length = reader.u8();
  const padded = reader.take(NAME_BYTES);
  const isPadded = padded.subarray(length).every((byte) => byte === 0);
  if (length > NAME_BYTES || !isPadded) throw malformed();
  return padded.slice(0, length);
}

function decodeName(text: Bytes): string | null {
  if (text.length === 0) return null;
  const name = decodeUtf8(text);
  if (name !== null && isDisplayName(name)) return name;
  throw SealedRoomError.announce('a member with a name that nobody can have');
}

function requirePoint(memberKey: Bytes): void {
  try {
    parsePublicKey(memberKey);
  } catch (error) {
    if (!(error instanceof PublicKeyError)) throw error;
    throw SealedRoomError.announce('a member with a key that is not one');
  }
}

async function requireSigned(point: Bytes, message: Bytes, signature: Bytes): Promise<void> {
  try {
    if (await verifySignature(point, message, signature)) return;
  } catch (error) {
    if (!(error instanceof PublicKeyError)) throw error;
  }
  throw SealedRoomError.announce('a member that did not sign what it says of itself');
}

function malformed(): SealedRoomError {
  return SealedRoomError.announce('the announce of a member is malformed');
}
