/** Notices that nothing at all comes from a peer while we wait for it. */
export class SilenceWatch {
  private limitMs: number | null = null;
  private timer: NodeJS.Timeout | undefined;

  /** @param onSilent is told the limit that has passed. */
  constructor(private readonly onSilent: (limitMs: number) => void) {}

  /** From now on the peer has to say something within each `limitMs` milliseconds. */
  begin(limitMs: number): void {
    this.limitMs = limitMs;
    this.wait();
  }

  /** We wait for the peer, from now on. */
  wait(): void {
    const { limitMs } = this;
    if (limitMs === null) return;
    this.stop();
    this.timer = setTimeout(() => this.onSilent(limitMs), limitMs);
    this.timer.unref();
  }

  /** Something has come, or the connection has ended; what we do with it is no silence of the peer. */
  stop(): void {
    clearTimeout(this.timer);
  }
}
