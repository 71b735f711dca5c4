import { SealRejectedError } from '@sealwave/crypto';
import type { Bytes } from '@sealwave/kernel';
import { SealedRoomError } from '../encoding/sealed-room-error';
import type { TransmissionChain } from '../keys/sender-keys/transmission-chain';
import { SFrameCipher } from './sframe-cipher';
import { readSFrameHeader } from './sframe-header';
import { frameKeyId, keyIndexOf } from './transmission-limits';

/** Keys to keep for late frames. The window of 1024 frames spans this number of keys. */
const MAX_CIPHERS = 5;

/** A key that may come next: the chain at it and, once a frame named it, its cipher. */
interface Link {
  readonly chain: TransmissionChain;
  cipher: SFrameCipher | null;
}

/**
 * Opens the frames of one transmission. A later key becomes current only after a frame under it has passed its
 * check. Until then it is kept: forged frames would otherwise make us derive the same keys again and again.
 */
export class FrameOpener {
  private readonly ciphers = new Map<number, SFrameCipher>();
  /** The current key, and those after it that a frame has named or passed over, in order. */
  private links: Link[];

  constructor(
    private readonly step: number,
    chain: TransmissionChain,
  ) {
    this.links = [{ chain, cipher: null }];
  }

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
    const cipher = await this.cipherAt(index, header.keyId);
    const plaintext = await cipher.open(frame, header, metadata);
    this.moveTo(index, cipher);
    return plaintext;
  }

  /** Erases all keys. */
  destroy(): void {
    for (const { chain } of this.links) chain.destroy();
    this.links = [];
    this.ciphers.clear();
  }

  private async cipherAt(index: number, keyId: bigint): Promise<SFrameCipher> {
    const link = await this.linkAt(index);
    if (link.cipher === null) {
      const key = await link.chain.keyAt(index);
      link.cipher = await SFrameCipher.of(keyId, key);
      key.fill(0);
    }
    return link.cipher;
  }

  private async linkAt(index: number): Promise<Link> {
    const { links } = this;
    const place = links.length === 0 ? -1 : index - links[0].chain.position;
    if (place < 0) throw SealedRoomError.missingKey();
    while (links.length <= place) {
      const { chain } = links[links.length - 1];
      links.push({ chain: await chain.ahead(chain.position + 1), cipher: null });
    }
    return links[place];
  }

  /** Makes the key of a frame that has opened the current one. */
  private moveTo(index: number, cipher: SFrameCipher): void {
    const place = index - this.links[0].chain.position;
    for (const { chain } of this.links.splice(0, place)) chain.destroy();
    this.ciphers.set(index, cipher);
    for (const each of this.ciphers.keys()) {
      if (each <= index - MAX_CIPHERS) this.ciphers.delete(each);
    }
  }
}
