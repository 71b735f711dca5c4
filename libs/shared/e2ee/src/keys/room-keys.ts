import {
  hkdfSha256,
  scalarFromWide,
  type SigningKey,
  signingKeyOfScalar,
  WIDE_SCALAR_BYTES,
} from '@sealwave/crypto';
import { type Bytes, concat } from '@sealwave/kernel';

const KEY_BYTES = 32;
const PREFIX = 'svc-e2ee-v2';

/** What a room is to those who hear it: its 18 bytes, flags, and keys that follow from the secret to listen. */
export interface RoomKeys {
  /** The 18 bytes of its id. */
  readonly room: Bytes;
  /** Sum of `RoomFlag`. */
  readonly flags: number;
  /** By which its moderators are known; zeros where there are none. */
  readonly moderator: Bytes;
  /** Seals what members say of themselves. */
  readonly meta: Bytes;
  /** Backs up sender keys. */
  readonly psk: Bytes;
  /** Wraps what a room keeps for those who come later. */
  readonly kept: Bytes;
  /** Makes safety codes those of this room. */
  readonly safety: Bytes;
  /** By which members prove that they may speak: an uncompressed point. */
  readonly speakPoint: Bytes;
  /** The other half of it; null for a listener, whose link does not have it. */
  readonly speakKey: SigningKey | null;
}

/** Where the keys of a room come from. */
export interface RoomKeySource extends Pick<RoomKeys, 'room' | 'flags' | 'moderator'> {
  /** Secret of the room's link, 32 bytes, or that of a link to listen with the point that goes with it. */
  readonly secret: Bytes | { readonly listen: Bytes; readonly speakPoint: Bytes };
}

/** The keys of a room (docs/protocol.md, section 10.1). */
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

/** What a room opens to, which servers are told: 32 bytes. */
export function accessOf(secret: Bytes): Promise<Bytes> {
  return derive(secret, 'access');
}

/** The secret of a link to listen: 32 bytes, from which nobody finds that of the room. */
export function listenSecret(secret: Bytes): Promise<Bytes> {
  return derive(secret, 'listen');
}

/** The key with which moderators issue tokens; servers are told it. @param scalar private half of their key. */
export function tokenKey(scalar: Bytes, room: Bytes): Promise<Bytes> {
  return hkdf(scalar, concat(infoOf('token\0'), room), KEY_BYTES);
}

/** The private scalar of one device in one room, from a secret that the device keeps. */
export async function deviceScalar(secret: Bytes, room: Bytes): Promise<Bytes> {
  return scalarFromWide(await hkdf(secret, concat(infoOf('device\0'), room), WIDE_SCALAR_BYTES));
}

/** The key pair by which members prove that they may speak. */
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
