/** Runs work one after the other. Limits how much may wait. */
export class WaitingLine {
  private last: Promise<void> = Promise.resolve();
  private waitingBytes = 0;

  /** @param maxBytes most bytes of work that may wait. */
  constructor(private readonly maxBytes: number) {}

  /**
   * Adds `work` to the end of the line.
   * @returns false when there is no room for it.
   */
  add(bytes: number, work: () => Promise<void>): boolean {
    if (this.waitingBytes + bytes > this.maxBytes) return false;
    this.waitingBytes += bytes;
    this.last = this.last.then(work).finally(() => (this.waitingBytes -= bytes));
    // The caller of `done` gets the error. Until then, a rejection must not count as unhandled.
    this.last.catch(() => undefined);
    return true;
  }

  /**
   * Resolves when all work is done.
   * @throws the error of the first failed work.
   */
  async done(): Promise<void> {
    await this.last;
  }
}
