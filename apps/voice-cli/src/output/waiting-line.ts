/** Runs work one after the other, and bounds how much of it may wait. */
export class WaitingLine {
  private last: Promise<void> = Promise.resolve();
  private waitingBytes = 0;

  /** @param maxBytes of everything that waits. */
  constructor(private readonly maxBytes: number) {}

  /** Does `work` after everything before it; false when there is no room for it. */
  add(bytes: number, work: () => Promise<void>): boolean {
    if (this.waitingBytes + bytes > this.maxBytes) return false;
    this.waitingBytes += bytes;
    this.last = this.last.then(work).finally(() => (this.waitingBytes -= bytes));
    // The caller that awaits the end gets the error; until then nobody looks.
    this.last.catch(() => undefined);
    return true;
  }

  /** Resolves when all of it is done. @throws what the first work that failed threw. */
  async done(): Promise<void> {
    await this.last;
  }
}
