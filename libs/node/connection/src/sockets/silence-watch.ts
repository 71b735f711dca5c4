/** Notices when a peer sends nothing while we wait for it. */
export class SilenceWatch {
  private limitMs: number | null = null;
  private timer: NodeJS.Timeout | undefined;

  /** @param onSilent receives the exceeded limit, in milliseconds. */
  constructor(private readonly onSilent: (limitMs: number) => void) {}

  /** Starts watching. The peer has to send something within each `limitMs` milliseconds. */
  begin(limitMs: number): void {
    this.limitMs = limitMs;
    this.wait();
  }

  /** Notes that we wait for the peer from now on. */
  wait(): void {
    const { limitMs } = this;
    if (limitMs === null) return;
    this.stop();
    this.timer = setTimeout(() => this.onSilent(limitMs), limitMs);
    this.timer.unref();
  }

  /** Notes that something arrived, or that the connection ended. Our own time to handle it does not count. */
  stop(): void {
    clearTimeout(this.timer);
  }
}
