import { FrameType } from '@sealwave/wire';
import type { FrameChannel } from './frame-channel';
import type { HopCipher } from './hop-cipher';

/** From this size on, opening or sealing a message in one go would hold others up; in bytes. */
export const LONG_MESSAGE_BYTES = 256 * 1024;

/** Seals what is sent on one connection, and sends it in the order in which it was given. */
export class SealedSendQueue {
  /** Settles when all that waits has been sent; null when nothing does. */
  private tail: Promise<void> | null = null;

  constructor(
    private readonly channel: Pick<FrameChannel, 'send'>,
    private readonly cipher: HopCipher,
  ) {}

  /**
   * Sends a short message at once, and returns nothing, unless a long one is just being sealed: a
   * promise for each short message would cost more than the message. Otherwise resolves when it was sent.
   * @param signal keeps it from being sent for as long as its turn has not come: a record that was sealed
   *   and not sent would be missing in the order of a secured hop.
   * @throws SessionError, or rejects with one, when the keys have protected all that they may; rejects
   *   with the reason of `signal`.
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

  /** Resolves when all that was given so far has been sent, or could not be. */
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

/** Opens a message; a long one in turns with others. */
export function openMessage(
  cipher: HopCipher,
  body: Uint8Array,
  type: FrameType,
): Uint8Array | Promise<Uint8Array> {
  return body.length >= LONG_MESSAGE_BYTES
    ? cipher.openYielding(body, type)
    : cipher.open(body, type);
}
