import { sha256 } from '@sealwave/crypto';
import {
  type Bytes,
  concat,
  decodeBase64UrlOfLength,
  isShortText,
  TextForm,
  toBase64Url,
} from '@sealwave/kernel';

const ID_BYTES = 18;
/** Length of {@link moderatorDigest} in bytes. */
export const MODERATOR_DIGEST_BYTES = 16;

/** The part of a room link's path before the id. */
export const ROOM_PATH = 'r';

/** Characters of the id of a sealed room. */
export const SEALED_ROOM_ID_LENGTH = 24;

/** Regular expression for the id of a sealed room: 18 bytes in base64url. */
export const SEALED_ROOM_ID_PATTERN = String.raw`[\w-]{24}`;

// Marked as pure, like the constant below: a page that never uses sealed rooms drops both.
const ID = /* @__PURE__ */ new TextForm(SEALED_ROOM_ID_LENGTH, /^[\w-]{24}$/);

/** Properties of a sealed room that its id contains: bits of a u8. */
export const RoomFlag = {
  /** The room keeps transmissions for members that join later. */
  Keeps: 1,
  /** One member speaks at a time. */
  Radio: 2,
} as const;

/** The terms from which the id of a sealed room is computed. Servers know them. */
export interface SealedRoomTerms {
  /** Sum of {@link RoomFlag}. */
  readonly flags: number;
  /** The access key, 32 bytes. */
  readonly access: Bytes;
  /** {@link moderatorDigest}, or {@link NO_MODERATOR}. */
  readonly moderator: Bytes;
}

/** Stands for the digest in a room that will never have a moderator. */
export const NO_MODERATOR: Bytes = /* @__PURE__ */ new Uint8Array(MODERATOR_DIGEST_BYTES);

/** Computes the id of the room with these terms: 24 characters (docs/protocol.md, section 10.1). */
export async function sealedRoomId({ flags, access, moderator }: SealedRoomTerms): Promise<string> {
  const opening = await sha256(concat(label('svc-room-v2 access'), access));
  const terms = concat(label('svc-room-v2 id'), Uint8Array.of(flags), opening, moderator);
  return toBase64Url((await sha256(terms)).subarray(0, ID_BYTES));
}

/** Computes the digest of the moderators' key, a part of the id. @param point their public key: 65 bytes. */
export async function moderatorDigest(point: Bytes): Promise<Bytes> {
  const digest = await sha256(concat(label('svc-room-v2 moderator'), point));
  return digest.slice(0, MODERATOR_DIGEST_BYTES);
}

/**
 * The message that a moderator signs to enter as a moderator. It is valid in one room and on one connection.
 * @param room the 18 bytes of its id.
 * @param exporter bound to the connection (docs/protocol.md, section 9.3).
 */
export function moderatorProofMessage(room: Bytes, exporter: Bytes): Bytes {
  return concat(label('svc-moderator-v2'), room, exporter);
}

/** Whether `flags` is a sum of {@link RoomFlag}. */
export function areRoomFlags(flags: unknown): flags is number {
  return Number.isInteger(flags) && (Number(flags) & ~(RoomFlag.Keeps | RoomFlag.Radio)) === 0;
}

/** Decodes {@link moderatorDigest} from base64url; null for any other value. */
export function readModeratorDigest(value: unknown): Bytes | null {
  if (!isShortText(value, 22)) return null;
  return decodeBase64UrlOfLength(value, MODERATOR_DIGEST_BYTES);
}

/** Whether a text has the form of a sealed room's id. */
export function isSealedRoomId(value: unknown): value is string {
  return ID.matches(value);
}

function label(text: string): Bytes {
  return new TextEncoder().encode(`${text}\0`);
}
