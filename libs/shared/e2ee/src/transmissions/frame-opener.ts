import { SealRejectedError } from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';
import { SealedRoomError } from '../encoding/sealed-room-error';
import type { TransmissionChain } from '../keys/sender-keys/transmission-chain';
import { SFrameCipher } from './sframe-cipher';
import { readSFrameHeader } from './sframe-header';
import { frameKeyId, keyIndexOf } from './transmission-limits';

/** Keys to keep for late frames. The window of 1024 frames spans this number of keys. */
const MAX_CIPHERS = 5;

/**
 * Opens the frames of one transmission. A later key becomes current only after a frame under it has passed its
 * check.
 */
export class FrameOpener {
  private readonly ciphers = new Map<number, SFrameCipher>();

  constructor(
    private readonly step: number,
    private chain: TransmissionChain,
  ) {}

  /**
   * Reads the counter of a frame. Null for a malformed frame, or when its key id does not belong to its
   * counter.
   */
  counterOf(frame: Bytes): number | null {
    const header = readSFrameHeader(frame);
    if (header === null || header.counter > Number.MAX_SAFE_INTEGER) return null;
    const counter = Number(header.counter);
    return header.keyId === frameKeyId(this.step, counter) ? counter : null;
  }

  /**
   * Opens a frame that {@link counterOf} accepted.
   * @throws SealRejectedError for a frame with any byte changed.
   * @throws SealedRoomError `sender_key_missing` for a frame whose key we never had, or have erased.
   */
  async open(frame: Bytes, metadata: Bytes): Promise<Bytes> {
    const header = readSFrameHeader(frame);
    if (header === null) throw new SealRejectedError();
    const index = keyIndexOf(Number(header.counter));
    const known = this.ciphers.get(index);
    if (known !== undefined) return known.open(frame, header, metadata);
    if (index < this.chain.position) throw SealedRoomError.missingKey();
    const ahead = await this.chain.ahead(index);
    const key = await ahead.keyAt(index);
    const cipher = await SFrameCipher.of(header.keyId, key);
    key.fill(0);
    const plaintext = await cipher.open(frame, header, metadata);
    this.chain.destroy();
    this.chain = ahead;
    this.remember(index, cipher);
    return plaintext;
  }

  /** Erases all keys. */
  destroy(): void {
    this.chain.destroy();
    this.ciphers.clear();
  }

  private remember(index: number, cipher: SFrameCipher): void {
    this.ciphers.set(index, cipher);
    for (const each of this.ciphers.keys()) {
      if (each <= index - MAX_CIPHERS) this.ciphers.delete(each);
    }
  }
}
