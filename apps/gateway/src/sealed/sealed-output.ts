import { GATEWAY_LIMITS } from '@sealwave/contracts';
import { toBase64Url } from '@sealwave/kernel';
import type { SealedNotice } from '@sealwave/node/voice-client';
import { type Browser, untilWritable } from '../browser/browser';
import type { Listener } from '../messages/deliveries';

/** Number of checks before a browser is cut off. It may have taken the start of a part, and then nothing. */
const LOOKS = 4;
const LOOK_MS = GATEWAY_LIMITS.sealedStallMs / LOOKS;

/**
 * Passes on to one browser what others sent in its sealed room, in order. One record or part at a time waits
 * for the browser. The rest waits at the voice server. A browser that takes nothing is cut off.
 */
export class SealedOutput {
  /**
   * @param browser the receiver.
   * @param listener shows whether the browser reads, and cuts it off.
   * @param introduce tells the browser of a member that it does not know.
   */
  constructor(
    private readonly browser: Browser,
    private readonly listener: Listener,
    private readonly introduce: (n: number) => void,
  ) {}

  /** Passes on a record. Resolves when the browser may get the next one. */
  async record({ t, n, data }: SealedNotice): Promise<void> {
    this.introduce(n);
    this.browser.emit('sealed_record', { t, n, data: toBase64Url(data) });
    await this.untilTaken();
  }

  /** Passes on a part of a transmission of member `n`. Resolves when the browser may get the next one. */
  async part(n: number, part: Uint8Array): Promise<void> {
    this.introduce(n);
    // A view, not a copy. Socket.IO sends a Buffer as it is.
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
