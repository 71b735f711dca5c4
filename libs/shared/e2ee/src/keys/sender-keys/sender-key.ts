import { expandSha256 } from '@sealwave/crypto';
import { type Bytes, equalConstantTime, ErrorCode, UsageError } from '@sealwave/kernel';
import { TurnQueue } from '../../encoding/turn-queue';
import type { RecordParties } from './addressed-record';
import {
  acknowledgeSenderKey,
  KEY_ID_BYTES,
  type RunningTransmission,
  sealSenderKey,
} from './sender-key-record';
import { NEXT, TRANSMISSION_ID_BYTES, TransmissionChain } from './transmission-chain';

/** Transmissions under one sender key. */
export const MAX_STEPS = 64;

/** The keys of a transmission, as its sender begins it. */
export interface BegunTransmission {
  readonly keyId: Bytes;
  readonly step: number;
  /** 16 random bytes. */
  readonly transmissionId: Bytes;
  readonly chain: TransmissionChain;
}

/**
 * The sender key of this member. Each other member receives and acknowledges it. `planSenderKey` decides when
 * to draw another one.
 */
export class SenderKey {
  private step = 0;
  /** Lets transmissions begin one at a time, so no two use the same step. */
  private readonly turns = new TurnQueue();
  /** Expected acknowledgements by member number. Only a member with the key can make its acknowledgement. */
  private readonly expected = new Map<number, Bytes>();
  private readonly acknowledged = new Set<number>();

  #chain: Bytes;

  private constructor(
    private readonly keyId: Bytes,
    chain: Bytes,
  ) {
    this.#chain = chain;
  }

  /** Draws a new key. */
  static draw(): SenderKey {
    const random = crypto.getRandomValues(new Uint8Array(KEY_ID_BYTES + 32));
    return new SenderKey(random.slice(0, KEY_ID_BYTES), random.slice(KEY_ID_BYTES));
  }

  /** How many transmissions it has begun. */
  get steps(): number {
    return this.step;
  }

  /**
   * Seals the key for one member. With it, the member can open all later transmissions and the rest of those in
   * `running`, but nothing earlier.
   */
  async handTo(
    n: number,
    parties: RecordParties,
    running: readonly RunningTransmission[] = [],
  ): Promise<Bytes> {
    const { keyId, step } = this;
    const chain = this.#chain;
    const content = { keyId, step, chain: chain.slice(), running };
    this.expected.set(n, await acknowledgeSenderKey(content, parties.receiver.memberKey));
    const record = await sealSenderKey(parties, content);
    content.chain.fill(0);
    return record;
  }

  /** Checks the acknowledgement of a member. @returns whether the member has the key. */
  acknowledge(n: number, acknowledgement: Bytes): boolean {
    const expected = this.expected.get(n);
    if (expected === undefined || !equalConstantTime(expected, acknowledgement)) return false;
    this.acknowledged.add(n);
    return true;
  }

  /** Whether this member has acknowledged the key. */
  isHeardBy(n: number): boolean {
    return this.acknowledged.has(n);
  }

  /**
   * Derives the keys of the next transmission. Erases the step.
   * @throws UsageError after {@link MAX_STEPS} of them.
   */
  begin(): Promise<BegunTransmission> {
    return this.turns.run(() => this.beginNext());
  }

  /** Overwrites the key. */
  destroy(): void {
    this.#chain.fill(0);
  }

  private async beginNext(): Promise<BegunTransmission> {
    const { keyId, step } = this;
    const chain = this.#chain;
    if (step >= MAX_STEPS) throw new UsageError(ErrorCode.Usage, 'the sender key is used up');
    const transmissionId = crypto.getRandomValues(new Uint8Array(TRANSMISSION_ID_BYTES));
    const transmission = await TransmissionChain.begin(chain, transmissionId);
    const next = await expandSha256(chain, NEXT);
    // One assignment: a member that receives the key must get a step together with that step's chain.
    [this.#chain, this.step] = [next, step + 1];
    chain.fill(0);
    return { keyId, step, transmissionId, chain: transmission };
  }
}
