import { randomBytes } from 'node:crypto';
import { FrameStream } from '../frame-stream';
import { type KeyPair, signWith } from '../transmissions/primitives';
import {
  moderatorDigest,
  newModerator,
  roomOf,
  type SealedRoom,
} from '../transmissions/sealed-room';
import { type Control, JOIN, type SecuredHop, shakeSecured } from './secured-hop';
import { hmac } from './secured-keys';

/** Kinds of parts of a transmission (docs/protocol.md, section 9.11). */
export const [HEADER, FRAMES, TRAILER] = [1, 2, 3];

/** A sealed room that does not exist yet, and the key of its moderators. */
export interface NewRoom {
  readonly room: SealedRoom;
  readonly moderator: KeyPair;
}

export function newSealedRoom(): NewRoom {
  const moderator = newModerator();
  return { room: roomOf(randomBytes(32), 0, moderatorDigest(moderator.point)), moderator };
}

/** The record of a client that creates a room. */
export const creating = ({ id, access, flags, digest }: SealedRoom): Control => ({
  ...{ ...JOIN, t: 'create', room: id, caps: ['sealed1'], flags },
  access: access.toString('base64url'),
  moderator: digest.toString('base64url'),
});

export const proofOf = ({ exporter }: SecuredHop, key: Buffer): string =>
  hmac(key, Buffer.concat([Buffer.from('svc-join-v1\0'), exporter])).toString('base64url');

/** A connection to the server on `port` that has entered no room yet. */
export const shaken = async (port: number): Promise<SecuredHop> =>
  shakeSecured(await FrameStream.open(port));

/** Sends a request to enter, and returns the answer. */
export function ask(hop: SecuredHop, record: Control): Promise<Control> {
  hop.control(record);
  return hop.nextControl();
}

/** Makes a member of the room. Creates the room if it does not exist. */
export async function enterSealed(
  port: number,
  room: SealedRoom,
  fields = {},
): Promise<SecuredHop> {
  const hop = await shaken(port);
  const answer = await ask(hop, { ...creating(room), ...fields });
  if (answer.t !== 'joined') throw new Error(`${answer.t} instead of joined`);
  return hop;
}

/** Makes a part of a transmission, as a sender writes it. */
export const partOf = (kind: number, id: Buffer, body: string): Buffer =>
  Buffer.concat([Buffer.of(kind), id, Buffer.from(body)]);

/** Makes a part of a transmission, as a receiver gets it. */
export const partFrom = (n: number, part: Buffer): Buffer =>
  Buffer.concat([Buffer.of(0, 0, 0, n), part]);

/** Proves that `hop` is a connection of a moderator. */
export function proving(
  hop: SecuredHop,
  { room, moderator }: NewRoom,
  tokenKey = Buffer.alloc(32, 7),
): Control {
  const message = Buffer.concat([Buffer.from('svc-moderator-v2\0'), room.room, hop.exporter]);
  return {
    t: 'prove',
    point: moderator.point.toString('base64url'),
    signature: signWith(moderator, message).toString('base64url'),
    tokenKey: tokenKey.toString('base64url'),
  };
}

/** Resolves when the server has handled everything sent before on this connection. */
export async function isThrough(hop: SecuredHop): Promise<void> {
  hop.control({ t: 'ping' });
  await hop.nextOf('pong');
}
