import type { VoiceError } from '@sealwave/kernel';
import { ConnectionError } from '@sealwave/node/connection';

/** How long the voice server may take to say to how many a message went. */
const RECEIPT_MS = 5_000;

/** Who wants to know to how many a message goes. */
interface Waiting {
  readonly resolve: (recipients: number | null) => void;
  readonly reject: (reason: VoiceError) => void;
}

/** What the voice server says of messages that were sent. */
export class Receipts {
  private readonly waiting = new Map<string, Waiting>();

  /**
   * To how many the message with this id goes; null where the server does not say so in time. To be asked for
   * before the message is sent. Rejects with a ConnectionError when the connection is lost first.
   */
  expect(id: string): Promise<number | null> {
    this.settle(id, null);
    const receipt = new Promise<number | null>((resolve, reject) => {
      const timer = setTimeout(() => this.settle(id, null), RECEIPT_MS).unref();
      this.waiting.set(id, {
        resolve: (recipients) => {
          clearTimeout(timer);
          resolve(recipients);
        },
        reject: (reason) => {
          clearTimeout(timer);
          reject(reason);
        },
      });
    });
    // Who sends may not wait for it yet when the connection is lost.
    receipt.catch(() => undefined);
    return receipt;
  }

  /** The server has said it, or never will. */
  settle(id: string, recipients: number | null): void {
    this.waiting.get(id)?.resolve(recipients);
    this.waiting.delete(id);
  }

  /** The connection was lost: whether what was on its way has got anywhere, nobody knows, and its sender is told so. */
  lose(): void {
    const reason = ConnectionError.closed();
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }

  /** Our person has left, after all that was sent: nothing more will be said. */
  abandon(): void {
    for (const id of [...this.waiting.keys()]) this.settle(id, null);
  }
}
