import { POINT_BYTES, PublicKeyError, type SigningKey, verifySignature } from '@sealwave/crypto';
import { type Bytes, concat, equalConstantTime } from '@sealwave/kernel';
import { moderatorDigest, RoomFlag } from '@sealwave/room';
import { ByteReader, label, u64 } from '../../encoding/byte-reader';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import type { RoomKeys } from '../links/room-keys';

const VERSION = 2;
const SIGNATURE_BYTES = 64;
const ROOM_BYTES = 18;
const NOBODY: Bytes = new Uint8Array(POINT_BYTES);

/** Kinds of orders; on the wire they are numbered from 1 in this sequence. */
const ACTS = ['mute', 'unmute', 'remove', 'ban', 'settings', 'moved'] as const;

/** An order of a moderator (docs/protocol.md, section 10.2). */
export type Order =
  | {
      readonly act: 'mute' | 'unmute' | 'remove' | 'ban';
      /** By the moderator's clock, in milliseconds since 1970. */
      readonly atMs: number;
      /** Identity of the person. */
      readonly target: Bytes;
    }
  /**
   * Flags of the room from now on: `RoomFlag.Radio` or 0. An order cannot change whether the room keeps
   * transmissions.
   */
  | { readonly act: 'settings'; readonly atMs: number; readonly flags: number }
  /** Everybody moves to another room: the 18 bytes of its id. */
  | { readonly act: 'moved'; readonly atMs: number; readonly room: Bytes };

/** Writes and signs an order: `u8 2 || u8 act || u64 at || target 65 || body || M 65 || signature 64`. */
export async function signOrder(room: Bytes, key: SigningKey, order: Order): Promise<Bytes> {
  const unsigned = concat(
    Uint8Array.of(VERSION, ACTS.indexOf(order.act) + 1),
    u64(order.atMs),
    'target' in order ? order.target : NOBODY,
    bodyOf(order),
    key.publicPoint,
  );
  return concat(unsigned, await key.sign(signedMessage(room, unsigned)));
}

/**
 * Reads an order and checks that a moderator of this room signed it.
 * @throws SealedRoomError `order_refused` for anything else.
 */
export async function openOrder(
  { room, moderator }: Pick<RoomKeys, 'room' | 'moderator'>,
  bytes: Bytes,
): Promise<Order> {
  const reader = new ByteReader(bytes, malformed);
  const [version, number] = [reader.u8(), reader.u8()];
  const act = ACTS.at(number - 1);
  if (version !== VERSION || number === 0 || act === undefined) throw malformed();
  const atMs = reader.moment();
  const target = reader.take(POINT_BYTES);
  const order = readBody({ act, atMs, target }, reader);
  const point = reader.take(POINT_BYTES);
  const unsigned = bytes.slice(0, reader.offset);
  const signature = reader.take(SIGNATURE_BYTES);
  reader.end();
  const isModerator = equalConstantTime(await moderatorDigest(point), moderator);
  if (!isModerator || !(await isSigned(point, signedMessage(room, unsigned), signature))) {
    throw SealedRoomError.order('no moderator of this room has signed the order');
  }
  return order;
}

/** Remembers the time of the last order of each kind. So a server cannot repeat or reorder orders unnoticed. */
export class OrderLog {
  private readonly last = new Map<string, number>();

  /**
   * Records an order. @throws SealedRoomError `replayed_message` unless it is newer than the last order on the
   * same subject.
   */
  accept(order: Order): void {
    if (order.atMs < this.momentFor(order, 0)) throw SealedRoomError.replayed('order');
    this.last.set(topicOf(order), order.atMs);
  }

  /**
   * Chooses the time of a new order: now, or just after the last order if another moderator's clock is ahead.
   * @param nowMs by our clock, in milliseconds since 1970.
   */
  momentFor(order: Order, nowMs: number): number {
    const last = this.last.get(topicOf(order)) ?? -1;
    return Math.max(nowMs, last + 1);
  }
}

function topicOf(order: Order): string {
  if (!('target' in order)) return order.act;
  const topic = order.act === 'unmute' ? 'mute' : order.act;
  return `${topic} ${order.target.join()}`;
}

function bodyOf(order: Order): Bytes {
  if (order.act === 'settings') return Uint8Array.of(order.flags);
  return order.act === 'moved' ? order.room : new Uint8Array();
}

function readBody(
  { act, atMs, target }: { act: Order['act']; atMs: number; target: Bytes },
  reader: ByteReader,
): Order {
  const isAboutNobody = equalConstantTime(target, NOBODY);
  if (act !== 'settings' && act !== 'moved') return { act, atMs, target };
  if (!isAboutNobody) throw malformed();
  if (act === 'settings') return { act, atMs, flags: readSettings(reader) };
  return { act, atMs, room: reader.take(ROOM_BYTES) };
}

/** Whether a room keeps transmissions is part of its id; no order changes it. */
function readSettings(reader: ByteReader): number {
  const flags = reader.u8();
  if ((flags & ~RoomFlag.Radio) !== 0) throw malformed();
  return flags;
}

function signedMessage(room: Bytes, unsigned: Bytes): Bytes {
  return concat(label('svc-order-v2'), room, unsigned);
}

async function isSigned(point: Bytes, message: Bytes, signature: Bytes): Promise<boolean> {
  try {
    return await verifySignature(point, message, signature);
  } catch (error) {
    if (error instanceof PublicKeyError) return false;
    throw error;
  }
}

function malformed(): SealedRoomError {
  return SealedRoomError.order('the order is malformed');
}
