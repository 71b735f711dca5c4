import { randomBytes } from 'node:crypto';
import { type KeyPair, newKeyPair } from '../conformance/transmissions/primitives';
import { moderatorDigest, roomOf } from '../conformance/transmissions/sealed-room';
import { Browser, type Payload } from './browser';

/** Kinds of parts, as their first byte. */
export const PART = { header: 1, frames: 2, trailer: 3 } as const;

/** A sealed room as its first visitor knows it. */
export interface NewSealedRoom {
  /** The 18 bytes of its id. */
  readonly room: Buffer;
  readonly moderators: KeyPair;
  /** The `room` of `connect_to_server`. */
  readonly credential: object;
}

/** Draws a new sealed room. */
export function newSealedRoom(): NewSealedRoom {
  const moderators = newKeyPair();
  const digest = moderatorDigest(moderators.point);
  const { id, room, access } = roomOf(randomBytes(32), 0, digest);
  const keys = { access: access.toString('base64url'), moderator: digest.toString('base64url') };
  return { room, moderators, credential: { id, ...keys, flags: 0 } };
}

/** A browser in a room, and its number there. */
export interface Visitor {
  readonly browser: Browser;
  readonly you: number;
  /** The answer to `connect_to_server`. */
  readonly answer: Payload;
}

/**
 * Opens a browser and enters a room with it.
 * @param transport of Socket.IO.
 */
export async function enter(
  url: string,
  room: object | undefined,
  transport: 'websocket' | 'polling' = 'websocket',
): Promise<Visitor> {
  const browser = await Browser.open(url, 'binary', { transports: [transport] });
  const answer = await browser.ask('connect_to_server', { room });
  const { you } = answer['room'] as { readonly you: number };
  return { browser, you, answer };
}

/** Makes a part of a transmission with random content. */
export function randomPart(kind: number, transmissionId: Buffer, bytes: number): Buffer {
  return Buffer.concat([Buffer.of(kind), transmissionId, randomBytes(bytes)]);
}

/** Takes the next `sealed_part`: the number of its sender, and its bytes. */
export async function nextPart(browser: Browser): Promise<{ n: unknown; part: Buffer }> {
  const { n, part } = await browser.next('sealed_part');
  return { n, part: Buffer.from(part as Uint8Array) };
}
