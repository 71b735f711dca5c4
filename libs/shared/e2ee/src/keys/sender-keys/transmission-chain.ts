import { expandSha256 } from '@sealwave/crypto';
import { type Bytes, concat, ErrorCode, UsageError } from '@sealwave/kernel';
import { label } from '../../encoding/byte-reader';

/** Frames under one key: 5 s. A newcomer hears a running transmission from its next key on. */
export const FRAMES_A_KEY = 250;

/** Length of the id of a transmission in bytes. */
export const TRANSMISSION_ID_BYTES = 16;

/** The keys of one transmission, one after the other. Earlier keys are erased. */
export class TransmissionChain {
  // Private at run time, so that no inspection or serialisation of the object shows it.
  #held: Bytes;

  private constructor(
    held: Bytes,
    private index: number,
  ) {
    this.#held = held;
  }

  /** Derives the chain of a transmission. @param chain of the sender key's step, 32 bytes. */
  static async begin(chain: Bytes, transmissionId: Bytes): Promise<TransmissionChain> {
    return new TransmissionChain(
      await expandSha256(chain, concat(label('svc tx'), transmissionId)),
      0,
    );
  }

  /** Continues a chain from a later key, for a newcomer. The bytes are copied. */
  static from(held: Bytes, index: number): TransmissionChain {
    return new TransmissionChain(held.slice(), index);
  }

  /** Number of the current key, from 0. */
  get position(): number {
    return this.index;
  }

  /** Passes `use` the bytes from which all later keys follow. The callback must not store them. */
  lend<T>(use: (held: Bytes) => T): T {
    return use(this.#held);
  }

  /**
   * Moves on to key `index` and returns it: 32 bytes, which the caller wipes.
   * @throws UsageError for an earlier key, which is erased.
   */
  async keyAt(index: number): Promise<Bytes> {
    await this.moveTo(index);
    return expandSha256(this.#held, KEY);
  }

  /** Copies the rest of the chain from key `index` on. This chain does not move. */
  async ahead(index: number): Promise<TransmissionChain> {
    const rest = TransmissionChain.from(this.#held, this.index);
    await rest.moveTo(index);
    return rest;
  }

  /** Overwrites the key. */
  destroy(): void {
    this.#held.fill(0);
    this.index = Number.MAX_SAFE_INTEGER;
  }

  private async moveTo(index: number): Promise<void> {
    if (index < this.index) throw new UsageError(ErrorCode.Usage, 'the key was erased');
    while (this.index < index) {
      const next = await expandSha256(this.#held, NEXT);
      this.#held.fill(0);
      this.#held = next;
      this.index++;
    }
  }
}

const KEY = new TextEncoder().encode('svc key');
/** Label for the next key, in chains of transmissions and of steps. */
export const NEXT: Bytes = new TextEncoder().encode('svc next');
