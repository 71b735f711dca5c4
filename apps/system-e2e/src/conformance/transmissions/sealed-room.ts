import { createECDH, ECDH, pbkdf2Sync, randomBytes } from 'node:crypto';
import {
  derive,
  hmac,
  isSignedBy,
  join,
  type KeyPair,
  keyPair,
  open,
  reduce,
  seal,
  sha256,
  signWith,
  u64,
} from './primitives';

/** A room as a member knows it (docs/protocol.md, section 10.1). */
export interface SealedRoom {
  readonly id: string;
  readonly room: Buffer;
  readonly flags: number;
  readonly access: Buffer;
  readonly listen: Buffer;
  readonly digest: Buffer;
  readonly meta: Buffer;
  readonly psk: Buffer;
  readonly kept: Buffer;
  readonly safety: Buffer;
  readonly speak: KeyPair;
  readonly link: string;
}

/** The content of a member's announce (section 10.3). */
export interface SecondAnnounce {
  readonly memberKey: Buffer;
  readonly identity: Buffer;
  readonly atMs: number;
  readonly name: string;
  readonly canSpeak: boolean;
}

const NAME_BYTES = 160;

export const moderatorDigest = (point: Buffer): Buffer =>
  sha256('svc-room-v2 moderator\0', point).subarray(0, 16);

/** Makes the room of a secret, flags, and the digest of its moderators' key. */
export function roomOf(secret: Buffer, flags: number, digest: Buffer): SealedRoom {
  const access = derive(secret, 'svc-e2ee-v2 access');
  const listen = derive(secret, 'svc-e2ee-v2 listen');
  const opening = sha256('svc-room-v2 access\0', access);
  const room = sha256('svc-room-v2 id\0', Buffer.of(flags), opening, digest).subarray(0, 18);
  const named = (name: string): Buffer => derive(listen, `svc-e2ee-v2 ${name}`);
  const id = room.toString('base64url');
  const terms = `v=2&f=${Buffer.of(flags).toString('hex')}&p=${digest.toString('base64url')}`;
  return {
    ...{ id, room, flags, access, listen, digest },
    ...{ meta: named('meta'), psk: named('psk'), kept: named('kept'), safety: named('safety') },
    speak: keyPair(reduce(derive(secret, 'svc-e2ee-v2 speak', 48))),
    link: `https://host/r/${id}#${terms}&k=${secret.toString('base64url')}`,
  };
}

/** Makes a link to listen, as a moderator does. */
export function listeningLink(room: SealedRoom, scalar: Buffer, expiresAt: number): string {
  const claims = `v2.${room.id}.${expiresAt}.2.${randomBytes(12).toString('base64url')}`;
  const key = derive(scalar, join('svc-e2ee-v2 token\0', room.room));
  const mac = hmac(key, 'svc-token-v1\0', claims).toString('base64url');
  const point = ECDH.convertKey(
    ...([room.speak.point, 'prime256v1', undefined, 'base64url', 'compressed'] as const),
  );
  const [terms] = room.link.split('&k=');
  return `${terms}&l=${room.listen.toString('base64url')}&s=${String(point)}&t=${claims}.${mac}`;
}

/** Whether this moderator made a token. A server that knows the key checks it so. */
export function isTokenOf(room: Buffer, scalar: Buffer, claims: string, code: Buffer): boolean {
  const key = derive(scalar, join('svc-e2ee-v2 token\0', room));
  return hmac(key, 'svc-token-v1\0', claims).equals(code);
}

/** Makes an order with a body (section 10.2). */
export function orderOf(
  room: Buffer,
  moderator: KeyPair,
  order: { act: number; atMs: number; target?: Buffer; body?: Buffer },
): Buffer {
  const { act, atMs, target = Buffer.alloc(65), body = Buffer.alloc(0) } = order;
  const unsigned = join(Buffer.of(2, act), u64(atMs), target, body, moderator.point);
  return join(unsigned, signWith(moderator, join('svc-order-v2\0', room, unsigned)));
}

/** The order without signature. Checks the signature and its moderator. @throws Error when either is wrong. */
export function checkedOrder({ room, digest }: SealedRoom, order: Buffer): Buffer {
  const [unsigned, signature] = [order.subarray(0, -64), order.subarray(-64)];
  const point = unsigned.subarray(-65);
  if (!moderatorDigest(point).equals(digest)) throw new Error('no moderator of this room');
  const message = join('svc-order-v2\0', room, unsigned);
  if (!isSignedBy(point, message, signature)) throw new Error('the signature is wrong');
  return unsigned;
}

export function announce(
  room: SealedRoom,
  who: { identity: KeyPair; memberKey: Buffer; name: string; atMs: number; listens?: boolean },
  iv?: Buffer,
): Buffer {
  const { identity, memberKey, name, atMs, listens = false } = who;
  const text = Buffer.from(name);
  const message = announcedMessage(room.room, identity.point, memberKey, atMs, text);
  const plaintext = join(
    ...[Buffer.of(2), memberKey, identity.point, u64(atMs), Buffer.of(text.length)],
    ...[text, Buffer.alloc(NAME_BYTES - text.length), signWith(identity, message)],
    listens ? Buffer.alloc(64) : signWith(room.speak, message),
  );
  return seal(room.meta, plaintext, join('svc-announce-v2\0', room.room), iv);
}

/**
 * Opens an announce.
 * @throws Error when it does not open, or its own identity has not signed it.
 */
export function openedAnnounce(room: SealedRoom, sealed: Buffer): SecondAnnounce {
  const plaintext = open(room.meta, sealed, join('svc-announce-v2\0', room.room));
  const [memberKey, identity] = [plaintext.subarray(1, 66), plaintext.subarray(66, 131)];
  const atMs = Number(plaintext.readBigUInt64BE(131));
  const text = plaintext.subarray(140, 140 + plaintext[139]);
  const [signature, speak] = [plaintext.subarray(300, 364), plaintext.subarray(364, 428)];
  const message = announcedMessage(room.room, identity, memberKey, atMs, text);
  const canSpeak = !speak.equals(Buffer.alloc(64));
  if (plaintext[0] !== 2 || plaintext.length !== 428) throw new Error('another version');
  if (!isSignedBy(identity, message, signature)) throw new Error('the signature is wrong');
  if (canSpeak && !isSignedBy(room.speak.point, message, speak)) throw new Error('may not speak');
  return { memberKey, identity, atMs, name: text.toString(), canSpeak };
}

/** Makes a safety code from hashed bytes (section 11.7). */
function safetyCode(hashed: Buffer): string {
  const bytes = pbkdf2Sync(hashed, 'svc-safety-v2', 100_000, 32, 'sha256');
  const group = (i: number): string =>
    String(bytes.readUIntBE(5 * i, 5) % 100_000).padStart(5, '0');
  return [0, 1, 2, 3, 4, 5].map(group).join(' ');
}

export const roomCode = ({ room, safety }: SealedRoom, identities: readonly Buffer[]): string =>
  safetyCode(sha256('svc-roster-v2\0', room, safety, ...[...identities].sort(Buffer.compare)));

export const pairCode = (...identities: readonly [Buffer, Buffer]): string =>
  safetyCode(sha256('svc-pair-v2\0', ...[...identities].sort(Buffer.compare)));

/** A moderator's key that nobody had. */
export function newModerator(): KeyPair {
  const pair = createECDH('prime256v1');
  pair.generateKeys();
  return keyPair(Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex'));
}

function announcedMessage(
  room: Buffer,
  ...[identity, memberKey, atMs, text]: readonly [Buffer, Buffer, number, Buffer]
): Buffer {
  return join('svc-member-v2\0', room, identity, memberKey, u64(atMs), sha256(text));
}
