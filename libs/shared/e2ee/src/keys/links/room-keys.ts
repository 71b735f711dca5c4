import { hkdfSha256, type SigningKey } from '@sealwave/crypto';
import { scalarFromWide, signingKeyOfScalar, WIDE_SCALAR_BYTES } from '@sealwave/crypto/points';
import { type Bytes, concat } from '@sealwave/kernel';

const KEY_BYTES = 32;
const PREFIX = 'svc-e2ee-v2';

/** The id, flags and keys of a room. Everybody who can listen has them. */
export interface RoomKeys {
  /** The 18 bytes of its id. */
  readonly room: Bytes;
  /** Sum of `RoomFlag`. */
  readonly flags: number;
  /** Digest of the moderators' public key, 16 bytes; zeros in a room without moderators. */
  readonly moderator: Bytes;
  /** Seals announces, and the identity in headers. */
  readonly meta: Bytes;
  /** Pre-shared key of the records that hand over sender keys. */
  readonly psk: Bytes;
  /** Wraps what a room keeps for members who join later. */
  readonly kept: Bytes;
  /** Part of the room's safety code. */
  readonly safety: Bytes;
  /** Verifies a member's right to speak: an uncompressed point. */
  readonly speakPoint: Bytes;
  /** Private half of `speakPoint`. Null for a listener, because a listener's link does not contain it. */
  readonly speakKey: SigningKey | null;
}

/** Input of {@link deriveRoomKeys}. */
export interface RoomKeySource extends Pick<RoomKeys, 'room' | 'flags' | 'moderator'> {
  /**
   * The secret of the room's link, 32 bytes. For a listener: the secret and the point of the listener's link.
   */
  readonly secret: Bytes | { readonly listen: Bytes; readonly speakPoint: Bytes };
}

/** Derives the keys of a room (docs/protocol.md, section 10.1). */
export async function deriveRoomKeys({ secret, ...terms }: RoomKeySource): Promise<RoomKeys> {
  const isMember = secret instanceof Uint8Array;
  const listen = isMember ? await listenSecret(secret) : secret.listen;
  const speaking = isMember
    ? await speakingKey(secret)
    : { speakPoint: secret.speakPoint, speakKey: null };
  const [meta, psk, kept, safety] = await Promise.all(
    ['meta', 'psk', 'kept', 'safety'].map((name) => derive(listen, name)),
  );
  return { ...terms, meta, psk, kept, safety, ...speaking };
}

/** Derives the access key for servers: 32 bytes. */
export function accessOf(secret: Bytes): Promise<Bytes> {
  return derive(secret, 'access');
}

/** Derives the secret of a listener's link: 32 bytes. Nobody can derive the secret of the room from it. */
export function listenSecret(secret: Bytes): Promise<Bytes> {
  return derive(secret, 'listen');
}

/** Derives the key of tokens for servers. @param scalar private half of the moderators' key. */
export function tokenKey(scalar: Bytes, room: Bytes): Promise<Bytes> {
  return hkdf(scalar, concat(infoOf('token\0'), room), KEY_BYTES);
}

/** Derives the private scalar of one device in one room from the device's secret. */
export async function deviceScalar(secret: Bytes, room: Bytes): Promise<Bytes> {
  return scalarFromWide(await hkdf(secret, concat(infoOf('device\0'), room), WIDE_SCALAR_BYTES));
}

/** Derives the key pair that proves a member's right to speak. */
export async function speakingKey(
  secret: Bytes,
): Promise<Pick<RoomKeys, 'speakPoint'> & { readonly speakKey: SigningKey }> {
  const scalar = scalarFromWide(await derive(secret, 'speak', WIDE_SCALAR_BYTES));
  const speakKey = await signingKeyOfScalar(scalar);
  scalar.fill(0);
  return { speakPoint: speakKey.publicPoint, speakKey };
}

function derive(secret: Bytes, name: string, lengthBytes = KEY_BYTES): Promise<Bytes> {
  return hkdf(secret, infoOf(name), lengthBytes);
}

function hkdf(secret: Bytes, info: Bytes, lengthBytes: number): Promise<Bytes> {
  return hkdfSha256(secret, { salt: new TextEncoder().encode(PREFIX), info, lengthBytes });
}

function infoOf(name: string): Bytes {
  return new TextEncoder().encode(`${PREFIX} ${name}`);
}
