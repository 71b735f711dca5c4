import type { VoiceError } from '@sealwave/kernel';
import { ConnectionError } from '@sealwave/node/connection';

/** Time for the voice server to report the number of recipients, in milliseconds. */
const RECEIPT_MS = 5_000;
/**
 * Bytes per millisecond that extend the wait. A server may pause for 40 s before it reads the longest message
 * (docs/protocol.md, M6.2).
 */
const SLOWEST_BYTES_PER_MS = (8 * 1024 * 1024) / 45_000;

/** A caller that waits for a number of recipients. */
interface Waiting {
  readonly resolve: (recipients: number | null) => void;
  readonly reject: (reason: VoiceError) => void;
}

/** The voice server's reports on messages that were sent. */
export class Receipts {
  private readonly waiting = new Map<string, Waiting>();

  /**
   * The number of recipients of a message. Null when the server does not report it in time. Call it before
   * sending the message. Rejects with a ConnectionError when the connection is lost first.
   * @param bytes length of the message.
   */
  expect(id: string, bytes = 0): Promise<number | null> {
    this.settle(id, null);
    const receipt = new Promise<number | null>((resolve, reject) => {
      const limitMs = RECEIPT_MS + bytes / SLOWEST_BYTES_PER_MS;
      const timer = setTimeout(() => this.settle(id, null), limitMs).unref();
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
    // The sender may not wait for it yet when the connection is lost.
    receipt.catch(() => undefined);
    return receipt;
  }

  /**
   * Resolves a receipt.
   * @param recipients the server's report; null when the server sends no report.
   */
  settle(id: string, recipients: number | null): void {
    this.waiting.get(id)?.resolve(recipients);
    this.waiting.delete(id);
  }

  /** Rejects all receipts. After a loss of the connection, nobody knows whether the messages arrived. */
  lose(): void {
    const reason = ConnectionError.closed();
    for (const { reject } of this.waiting.values()) reject(reason);
    this.waiting.clear();
  }

  /** Resolves all receipts without a number. Our person left, and no report will come. */
  abandon(): void {
    for (const id of [...this.waiting.keys()]) this.settle(id, null);
  }
}
