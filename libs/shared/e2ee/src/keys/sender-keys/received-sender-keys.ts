import { expandSha256 } from '@sealwave/crypto';
import { type Bytes, toHex } from '@sealwave/kernel';
import { SealedRoomError } from '../../encoding/sealed-room-error';
import { TurnQueue } from '../../encoding/turn-queue';
import { MAX_STEPS } from './sender-key';
import type { SenderKeyContent } from './sender-key-record';
import { NEXT, TransmissionChain } from './transmission-chain';

/** Keys of one member: the current one, and earlier ones with transmissions still arriving. */
const MAX_KEYS_A_MEMBER = 3;
/**
 * Sender keys that one member may hand over in total. Members draw one every 10 minutes, and one whenever
 * somebody leaves.
 */
const MAX_KNOWN_A_MEMBER = 2000;

/** The fields of a header that select a transmission's keys. */
export interface TransmissionKeys {
  readonly keyId: Bytes;
  readonly step: number;
  readonly transmissionId: Bytes;
}

interface Received {
  step: number;
  chain: Bytes;
  readonly running: Map<string, TransmissionChain>;
  /** Lets transmissions begin one at a time, in the order of their headers. */
  readonly turns: TurnQueue;
}

/** The sender keys of the other members. Only this class turns the header of a transmission into its keys. */
export class ReceivedSenderKeys {
  readonly #byMember = new Map<number, Map<string, Received>>();
  /** Ids of all keys that each member has handed over. A repeated key is noticed by its id. */
  private readonly known = new Map<number, Set<string>>();

  /**
   * Adds a sender key of member `n`.
   * @throws SealedRoomError `replayed_message` for a key that came before, even if it was erased;
   * `sender_key_refused` for a step above 64; `rate_limited` above 2000 keys of one member.
   */
  add(n: number, { keyId, step, chain, running }: SenderKeyContent): void {
    const id = toHex(keyId);
    const known = this.known.get(n) ?? new Set();
    if (known.has(id)) throw SealedRoomError.replayed('sender key');
    if (step > MAX_STEPS) throw SealedRoomError.senderKey('the sender key has no such step');
    if (known.size >= MAX_KNOWN_A_MEMBER) throw SealedRoomError.tooFast('sender keys');
    this.known.set(n, known.add(id));
    const chains = running.map(
      (each) =>
        [toHex(each.transmissionId), TransmissionChain.from(each.chain, each.index)] as const,
    );
    const received = this.#byMember.get(n) ?? new Map<string, Received>();
    this.#byMember.set(n, received);
    const turns = new TurnQueue();
    received.set(id, { step, chain: chain.slice(), running: new Map(chains), turns });
    for (const old of [...received.keys()].slice(0, -MAX_KEYS_A_MEMBER)) erase(received, old);
  }

  /** Whether this member has given us a key. */
  hasKeyOf(n: number): boolean {
    return (this.#byMember.get(n)?.size ?? 0) > 0;
  }

  /** Erases the keys of a member that has left. */
  forget(n: number): void {
    const received = this.#byMember.get(n);
    for (const id of received?.keys() ?? []) erase(received, id);
  }

  /**
   * Takes the keys of a transmission of member `n`. This works once for each transmission, because its step is
   * erased.
   * @throws SealedRoomError `sender_key_missing` for an unknown key, `attribution_mismatch` for the key of
   * another member, `replayed_message` for a transmission that has begun before, `transmission_refused` for a
   * step above 63.
   */
  async begin(n: number, keys: TransmissionKeys): Promise<TransmissionChain> {
    const id = toHex(keys.keyId);
    const received = this.#byMember.get(n)?.get(id);
    if (received !== undefined) return received.turns.run(() => beginWith(received, keys));
    const isOfAnother = [...this.#byMember.values()].some((each) => each.has(id));
    throw isOfAnother ? SealedRoomError.attribution({ member: n }) : SealedRoomError.missingKey();
  }
}

function erase(keys: Map<string, Received> | undefined, id: string): void {
  const received = keys?.get(id);
  received?.chain.fill(0);
  received?.running.forEach((chain) => chain.destroy());
  keys?.delete(id);
}

async function beginWith(
  received: Received,
  { step, transmissionId }: TransmissionKeys,
): Promise<TransmissionChain> {
  const id = toHex(transmissionId);
  const running = received.running.get(id);
  if (running !== undefined && step < received.step) {
    received.running.delete(id);
    return running;
  }
  if (step < received.step) throw SealedRoomError.replayed('transmission');
  if (step >= MAX_STEPS) throw SealedRoomError.transmission('there is no such step');
  while (received.step < step) await moveOn(received);
  const chain = await TransmissionChain.begin(received.chain, transmissionId);
  await moveOn(received);
  return chain;
}

async function moveOn(received: Received): Promise<void> {
  const next = await expandSha256(received.chain, NEXT);
  received.chain.fill(0);
  received.chain = next;
  received.step++;
}
