import { FrameType } from '@sealwave/wire';
import type { FrameChannel } from './frame-channel';
import type { HopCipher } from './hop-cipher';

/** Size in bytes from which a message is sealed and opened in steps. In one go, it would delay other work. */
export const LONG_MESSAGE_BYTES = 256 * 1024;

/** Seals messages of one connection and sends them in the given order. */
export class SealedSendQueue {
  /** Settles when everything that waits has been sent; null when nothing waits. */
  private tail: Promise<void> | null = null;

  constructor(
    private readonly channel: Pick<FrameChannel, 'send'>,
    private readonly cipher: HopCipher,
  ) {}

  /**
   * Sends a message. A short message is sent at once unless a long one is being sealed. That saves a promise,
   * which would cost more than the message.
   * @param signal cancels the message until its turn comes. After sealing it is too late: a missing record
   * would break the order of a secured hop.
   * @returns undefined when it was sent at once. Otherwise a promise that resolves when it was sent.
   * @throws SessionError, or rejects with it, when the keys have reached their limit; rejects with the reason
   * of `signal`.
   */
  send(plaintext: Uint8Array, type: FrameType, signal?: AbortSignal): Promise<void> | undefined {
    signal?.throwIfAborted();
    if (this.tail || plaintext.length >= LONG_MESSAGE_BYTES) {
      return this.line(plaintext, type, signal);
    }
    this.renew();
    this.channel.send(type, this.cipher.seal(plaintext, type));
    return undefined;
  }

  /** Resolves when all messages so far have been sent or have failed. */
  async settled(): Promise<void> {
    await this.tail;
  }

  private line(plaintext: Uint8Array, type: FrameType, signal?: AbortSignal): Promise<void> {
    const sent = (this.tail ?? Promise.resolve()).then(async () => {
      signal?.throwIfAborted();
      this.renew();
      this.channel.send(type, await this.cipher.sealYielding(plaintext, type));
    });
    const settled = sent
      .catch(() => undefined)
      .then(() => {
        if (this.tail === settled) this.tail = null;
      });
    this.tail = settled;
    return sent;
  }

  private renew(): void {
    const announcement = this.cipher.rekeyIfDue();
    if (announcement) this.channel.send(FrameType.Control, announcement);
  }
}

/** Opens a message. A long one lets other work run in between. */
export function openMessage(
  cipher: HopCipher,
  body: Uint8Array,
  type: FrameType,
): Uint8Array | Promise<Uint8Array> {
  return body.length >= LONG_MESSAGE_BYTES
    ? cipher.openYielding(body, type)
    : cipher.open(body, type);
}
