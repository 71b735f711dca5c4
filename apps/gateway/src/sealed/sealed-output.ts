import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { toBase64Url } from '@sealwave/kernel';
import type { SealedNotice } from '@sealwave/node/voice-client';
import { type Browser, untilWritable } from '../browser/browser';
import type { Listener } from '../messages/deliveries';

const { sealedStallMs } = GATEWAY_LIMITS;

/**
 * Hands one browser what others sent in its sealed room, in the order in which it came. One record or part at a
 * time waits for the browser; the rest waits at the voice server. A browser that takes nothing is cut off.
 */
export class SealedOutput {
  /**
   * @param browser the receiver.
   * @param listener shows whether it reads, and cuts it off.
   * @param introduce tells the browser of a member, unless it knows that one.
   */
  constructor(
    private readonly browser: Browser,
    private readonly listener: Listener,
    private readonly introduce: (n: number) => void,
  ) {}

  /** Hands on a record; resolves when the browser may get the next one. */
  async record({ t, n, data }: SealedNotice): Promise<void> {
    this.introduce(n);
    this.browser.emit('sealed_record', { t, n, data: toBase64Url(data) });
    await this.untilTaken();
  }

  /** Hands on a part of a transmission of member `n`; resolves when the browser may get the next one. */
  async part(n: number, part: Uint8Array): Promise<void> {
    this.introduce(n);
    // A view that copies nothing; Socket.IO sends a Buffer as it is.
    const bytes = Buffer.from(part.buffer, part.byteOffset, part.byteLength);
    this.browser.emit('sealed_part', { n, part: bytes });
    await this.untilTaken();
  }

  private async untilTaken(): Promise<void> {
    if (this.browser.conn.transport.writable) return;
    let before = this.listener.takenBytes;
    const watch = setInterval(() => {
      const { takenBytes } = this.listener;
      if (takenBytes === before) this.listener.cut();
      before = takenBytes;
    }, sealedStallMs).unref();
    try {
      await untilWritable(this.browser);
    } finally {
      clearInterval(watch);
    }
  }
}
