import { expandSha256 } from '@sealwave/crypto';
import { type Bytes, concat, ErrorCode, UsageError } from '@sealwave/kernel';
import { label } from '../encoding/byte-reader';

/** Frames of one key, 5 s: a newcomer who is let in half way hears the talker from the next key on. */
export const FRAMES_A_KEY = 250;

/** Ids of transmissions in bytes. */
export const TRANSMISSION_ID_BYTES = 16;

/** The keys of one transmission, one after the other; what is over is erased. */
export class TransmissionChain {
  private constructor(
    private held: Bytes,
    private index: number,
  ) {}

  /** The chain of a transmission under a step of a sender key. @param chain that of the step, 32 bytes. */
  static async begin(chain: Bytes, transmissionId: Bytes): Promise<TransmissionChain> {
    return new TransmissionChain(
      await expandSha256(chain, concat(label('svc tx'), transmissionId)),
      0,
    );
  }

  /** The chain from a later key on, as a newcomer is given it; it is copied. */
  static from(held: Bytes, index: number): TransmissionChain {
    return new TransmissionChain(held.slice(), index);
  }

  /** Number of the key that the chain stands at, from 0. */
  get position(): number {
    return this.index;
  }

  /** Lends what all further keys follow from: to wrap it, or to hand it on. The callback must not keep it. */
  lend<T>(use: (held: Bytes) => T): T {
    return use(this.held);
  }

  /**
   * Goes on to key `index`, and gives it: 32 bytes for the caller alone.
   * @throws UsageError for one that was before: it is erased.
   */
  async keyAt(index: number): Promise<Bytes> {
    await this.moveTo(index);
    return expandSha256(this.held, KEY);
  }

  /** The rest of the chain from key `index` on, to hand to somebody; this one stays where it is. */
  async ahead(index: number): Promise<TransmissionChain> {
    const rest = TransmissionChain.from(this.held, this.index);
    await rest.moveTo(index);
    return rest;
  }

  /** Erases it. */
  destroy(): void {
    this.held.fill(0);
    this.index = Number.MAX_SAFE_INTEGER;
  }

  private async moveTo(index: number): Promise<void> {
    if (index < this.index) throw new UsageError(ErrorCode.Usage, 'the key was erased');
    while (this.index < index) {
      const next = await expandSha256(this.held, NEXT);
      this.held.fill(0);
      this.held = next;
      this.index++;
    }
  }
}

const KEY = new TextEncoder().encode('svc key');
/** Both chains, that of transmissions and that of steps, move on by it. */
export const NEXT: Bytes = new TextEncoder().encode('svc next');
