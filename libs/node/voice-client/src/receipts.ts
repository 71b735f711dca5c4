/** How long the voice server may take to say to how many a message went. */
const RECEIPT_MS = 5_000;

/** What the voice server says of messages that were sent. */
export class Receipts {
  private readonly waiting = new Map<string, (recipients: number | null) => void>();

  /**
   * To how many the message with this id goes; null where the server does not say so in time. To be asked for
   * before the message is sent.
   */
  expect(id: string): Promise<number | null> {
    this.waiting.get(id)?.(null);
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.settle(id, null), RECEIPT_MS).unref();
      this.waiting.set(id, (recipients) => {
        clearTimeout(timer);
        resolve(recipients);
      });
    });
  }

  /** The server has said it, or never will. */
  settle(id: string, recipients: number | null): void {
    this.waiting.get(id)?.(recipients);
    this.waiting.delete(id);
  }

  /** The connection has ended: nothing more will be said. */
  abandon(): void {
    for (const id of [...this.waiting.keys()]) this.settle(id, null);
  }
}
