import { randomBytes } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import { nativeSealed } from '../conformance/native-message';
import type { SecuredHop } from '../conformance/secured/secured-hop';

const PER_SECOND = 50;
const MESSAGE_BYTES = 160;
const HEAD_BYTES = 24;
const ID_AT = 8;

/** Times of messages from one member to the other, in milliseconds. */
export interface Delivery {
  readonly p50: number;
  readonly p99: number;
}

/**
 * Lets two members talk to each other at the pace of live voice.
 * @returns when all messages have arrived in order.
 * @throws Error when a message has not.
 */
export async function exchange(
  ann: SecuredHop,
  ben: SecuredHop,
  seconds: number,
): Promise<Delivery> {
  const both = await Promise.all([talk(ann, ben, seconds), talk(ben, ann, seconds)]);
  const sorted = both.flat().sort((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.ceil(sorted.length * share) - 1];
  return { p50: quantile(0.5), p99: quantile(0.99) };
}

/** Describes a delivery for readers who want figures. */
export const inWords = ({ p50, p99 }: Delivery): string =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;

async function talk(from: SecuredHop, to: SecuredHop, seconds: number): Promise<number[]> {
  const count = seconds * PER_SECOND;
  const sentAt: number[] = [];
  const id = randomBytes(16);
  const heard = listen(to, { id, count, sentAt });
  const began = performance.now();
  for (let i = 0; i < count; i++) {
    await after(began + (i * 1000) / PER_SECOND - performance.now());
    const body = Buffer.alloc(MESSAGE_BYTES - HEAD_BYTES);
    body.writeUInt32BE(i);
    sentAt.push(performance.now());
    from.send(nativeSealed(body, id));
  }
  return heard;
}

/** The messages that one member must receive from the other. */
interface Expected {
  readonly id: Buffer;
  readonly count: number;
  readonly sentAt: readonly number[];
}

async function listen(to: SecuredHop, { id, count, sentAt }: Expected): Promise<number[]> {
  const delays: number[] = [];
  while (delays.length < count) {
    const message = await to.receive();
    // Others may talk as well.
    if (!message.subarray(ID_AT, HEAD_BYTES).equals(id)) continue;
    const number = message.readUInt32BE(HEAD_BYTES);
    const isNext = number === delays.length;
    if (!isNext) throw new Error(`message ${number} instead of ${delays.length}`);
    delays.push(performance.now() - sentAt[number]);
  }
  return delays;
}
