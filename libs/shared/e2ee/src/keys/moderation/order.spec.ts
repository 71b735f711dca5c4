import { SigningKey, verifySignature } from '@sealwave/crypto';
import { type Bytes, concat, ErrorCode, fromBase64Url } from '@sealwave/kernel';
import { moderatorProofMessage } from '@sealwave/room';
import { flipped, KNOWN_LINK } from '../../testing/room-fixture';
import { openOrder, type Order, OrderLog, signOrder } from './order';
import { SealedRoomLink } from '../links/sealed-room-link';

const TARGET: Bytes = new Uint8Array(65).fill(4);
const ORDERS: Order[] = [
  { act: 'mute', atMs: 1, target: TARGET },
  { act: 'unmute', atMs: 2, target: TARGET },
  { act: 'remove', atMs: 3, target: TARGET },
  { act: 'ban', atMs: 4, target: TARGET },
  { act: 'settings', atMs: 5, flags: 2 },
  { act: 'moved', atMs: 8.64e15, room: new Uint8Array(18).fill(9) },
];
const refused = expect.objectContaining({ code: ErrorCode.OrderRefused });

async function room() {
  const { id, fragment, moderation } = KNOWN_LINK;
  const link = await SealedRoomLink.parse(id, fragment + moderation);
  return { keys: await link.keys(), moderator: (await link.moderator())!, link };
}

describe('TM-E2: the order of a moderator', () => {
  it.each(ORDERS)('is what was signed: $act', async (order) => {
    const { keys, moderator } = await room();
    expect(await openOrder(keys, await moderator.signOrder(order))).toEqual(order);
  });

  it('is refused with any one bit changed, or a byte more or less', async () => {
    const { keys, moderator } = await room();
    const bytes = await moderator.signOrder(ORDERS[4]);
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      await expect(openOrder(keys, flipped(bytes, bit))).rejects.toEqual(refused);
    }
    for (const changed of [bytes.slice(0, -1), bytes.slice(1), concat(bytes, bytes), TARGET]) {
      await expect(openOrder(keys, changed)).rejects.toEqual(refused);
    }
  });

  it('is refused in another room, of the same moderators', async () => {
    const { moderator, link } = await room();
    const other = (await link.changed())!;
    const bytes = await moderator.signOrder(ORDERS[0]);
    await expect(openOrder(await other.keys(), bytes)).rejects.toEqual(refused);
  });

  it('is refused from anybody else, who signs it for this room', async () => {
    const { keys } = await room();
    const bytes = await signOrder(keys.room, await SigningKey.generate(), ORDERS[0]);
    await expect(openOrder(keys, bytes)).rejects.toEqual(refused);
  });

  it('is refused from the moderator of another room', async () => {
    const { keys } = await room();
    const stranger = (await (await SealedRoomLink.make(3)).moderator())!;
    await expect(openOrder(keys, await stranger.signOrder(ORDERS[0]))).rejects.toEqual(refused);
  });
});

describe('TM-E2: the settings of a room', () => {
  it('do not make it keep what is said: that is in its id', async () => {
    const { keys, moderator } = await room();
    const bytes = await moderator.signOrder({ act: 'settings', atMs: 1, flags: 1 });
    await expect(openOrder(keys, bytes)).rejects.toEqual(refused);
  });
});

describe('R1: orders one after the other', () => {
  it('are taken once, and each only after what it follows', () => {
    const log = new OrderLog();
    const order = (act: 'mute' | 'unmute', atMs: number, first = 4): Order => ({
      ...{ act, atMs, target: TARGET.slice().fill(first, 0, 1) },
    });
    const replayed = expect.objectContaining({ code: ErrorCode.ReplayedMessage });
    log.accept(order('mute', 10));
    log.accept(order('unmute', 20));
    expect(() => log.accept(order('mute', 10))).toThrow(replayed);
    expect(() => log.accept(order('unmute', 20))).toThrow(replayed);
    log.accept(order('mute', 11, 5));
    log.accept({ act: 'settings', atMs: 5, flags: 0 });
    expect(log.momentFor(order('mute', 0), 15)).toBe(21);
    expect(log.momentFor(order('mute', 0), 99)).toBe(99);
    log.accept(order('mute', 21));
  });
});

describe('a moderator', () => {
  it('proves on one connection that it moderates one room', async () => {
    const { moderator } = await room();
    const exporter = new Uint8Array(32).fill(3);
    const message = moderatorProofMessage(fromBase64Url(KNOWN_LINK.id), exporter);
    const signature = await moderator.prove(exporter);
    expect(await verifySignature(moderator.point, message, signature)).toBe(true);
    const other = moderatorProofMessage(fromBase64Url(KNOWN_LINK.id), new Uint8Array(32));
    expect(await verifySignature(moderator.point, other, signature)).toBe(false);
  });

  it('has another key for tokens in each room', async () => {
    const { moderator, link } = await room();
    const other = (await (await link.changed())!.moderator())!;
    expect(await moderator.tokenKey()).toHaveLength(32);
    expect(await other.tokenKey()).not.toEqual(await moderator.tokenKey());
  });
});
