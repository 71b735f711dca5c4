import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { toBase64Url } from '@sealwave/kernel';
import type { SealedNotice } from '@sealwave/node/voice-client';
import { type Browser, untilWritable } from '../browser/browser';
import type { Listener } from '../messages/deliveries';

/** How often a browser is looked at before it is cut off: it may have taken the start of a part, and then nothing. */
const LOOKS = 4;
const LOOK_MS = GATEWAY_LIMITS.sealedStallMs / LOOKS;

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
    let idleLooks = 0;
    const watch = setInterval(() => {
      const { takenBytes } = this.listener;
      idleLooks = takenBytes === before ? idleLooks + 1 : 0;
      before = takenBytes;
      if (idleLooks === LOOKS) this.listener.cut();
    }, LOOK_MS).unref();
    try {
      await untilWritable(this.browser);
    } finally {
      clearInterval(watch);
    }
  }
}
