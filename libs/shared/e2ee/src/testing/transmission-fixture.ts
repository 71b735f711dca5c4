import type { Bytes } from '@sealwave/kernel';
import { SealedRoomLink } from '../keys/links/sealed-room-link';
import { ReceivingTransmission } from '../transmissions/receiving-transmission';
import { SendingTransmission } from '../transmissions/sending-transmission';
import type { TransmissionTerms } from '../transmissions/transmission-header';
import { handOver, type Person, personWith, roomOf, voiceFrame } from './room-fixture';

const LIVE: TransmissionTerms = { kind: 'live', coder: 'nlp64', startedMs: 1_800_000_000_000 };

/** A room of three: Ann, who talks, Bob with her key, and Carl without it. */
export async function room(
  flags = 0,
): Promise<{ link: SealedRoomLink; ann: Person; bob: Person; carl: Person }> {
  const link = await SealedRoomLink.make(flags);
  const [ann, bob, carl] = await Promise.all([1, 2, 3].map((n) => personWith(link, n)));
  await roomOf(ann, bob, carl);
  await handOver(ann, bob);
  return { link, ann, bob, carl };
}

/** Begins to send. */
export function send(
  from: Person,
  terms: Partial<TransmissionTerms> = {},
): Promise<SendingTransmission> {
  const { keys, identity, senderKey } = from;
  return SendingTransmission.begin({ keys, identity, senderKey, terms: { ...LIVE, ...terms } });
}

/** Begins to receive a transmission from the member that the server names. */
export function receive(
  to: Person,
  from: Person | number,
  header: Bytes,
): Promise<ReceivingTransmission> {
  const { keys, members, received: senderKeys } = to;
  const member = typeof from === 'number' ? from : from.n;
  return ReceivingTransmission.begin({ keys, members, senderKeys, member }, header);
}

/** Seals a frame of voice for each counter. */
export async function sealAll(
  sending: SendingTransmission,
  counters: readonly number[],
): Promise<Bytes[]> {
  return Promise.all(counters.map((counter) => sending.seal(counter, voiceFrame(counter))));
}

/** Returns `count` counters, from `first` on. */
export const countersFrom = (first: number, count: number): number[] =>
  Array.from({ length: count }, (_, i) => first + i);
