import { expandSha256 } from '@sealwave/crypto';
import { type Bytes, equalConstantTime, ErrorCode, UsageError } from '@sealwave/kernel';
import { TurnQueue } from '../encoding/turn-queue';
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

/** What a talker begins a transmission with. */
export interface BegunTransmission {
  readonly keyId: Bytes;
  readonly step: number;
  /** 16 random bytes. */
  readonly transmissionId: Bytes;
  readonly chain: TransmissionChain;
}

/**
 * The sender key of this member: it speaks under it, and hands it to each other member, who acknowledges. When to make
 * another one, `planSenderKey` says.
 */
export class SenderKey {
  private step = 0;
  /** Transmissions begin one after the other, so that no two have one step. */
  private readonly turns = new TurnQueue();
  /** By member number: the acknowledgement that only a member with the key can send. */
  private readonly expected = new Map<number, Bytes>();
  private readonly acknowledged = new Set<number>();

  private constructor(
    private readonly keyId: Bytes,
    private chain: Bytes,
  ) {}

  /** A key that nobody has. */
  static draw(): SenderKey {
    const random = crypto.getRandomValues(new Uint8Array(KEY_ID_BYTES + 32));
    return new SenderKey(random.slice(0, KEY_ID_BYTES), random.slice(KEY_ID_BYTES));
  }

  /** How many transmissions it has begun. */
  get steps(): number {
    return this.step;
  }

  /**
   * The record that hands the key to a member: it opens the next transmission and those after it, and what `running`
   * gives of those under way. Nothing earlier follows from it.
   */
  async handTo(
    n: number,
    parties: RecordParties,
    running: readonly RunningTransmission[] = [],
  ): Promise<Bytes> {
    const { keyId, step, chain } = this;
    const content = { keyId, step, chain: chain.slice(), running };
    this.expected.set(n, await acknowledgeSenderKey(content, parties.receiver.memberKey));
    const record = await sealSenderKey(parties, content);
    content.chain.fill(0);
    return record;
  }

  /** Takes in what a member sends back. @returns whether it shows that this member has the key. */
  acknowledge(n: number, acknowledgement: Bytes): boolean {
    const expected = this.expected.get(n);
    if (expected === undefined || !equalConstantTime(expected, acknowledgement)) return false;
    this.acknowledged.add(n);
    return true;
  }

  /** Whether this member has shown that it can hear us. */
  isHeardBy(n: number): boolean {
    return this.acknowledged.has(n);
  }

  /**
   * The keys of the next transmission; the step that they follow from is erased.
   * @throws UsageError after {@link MAX_STEPS} of them.
   */
  begin(): Promise<BegunTransmission> {
    return this.turns.run(() => this.beginNext());
  }

  /** Erases it. */
  destroy(): void {
    this.chain.fill(0);
  }

  private async beginNext(): Promise<BegunTransmission> {
    const { keyId, step, chain } = this;
    if (step >= MAX_STEPS) throw new UsageError(ErrorCode.Usage, 'the sender key is used up');
    const transmissionId = crypto.getRandomValues(new Uint8Array(TRANSMISSION_ID_BYTES));
    const transmission = await TransmissionChain.begin(chain, transmissionId);
    const next = await expandSha256(chain, NEXT);
    // Both at once: a member that is handed the key gets a step and the chain of that step.
    [this.chain, this.step] = [next, step + 1];
    chain.fill(0);
    return { keyId, step, transmissionId, chain: transmission };
  }
}
