/** How fast a frame must arrive after its start. */
export interface FrameWatchLimits {
  /** Time in milliseconds in which a started frame must end, or grow by {@link minProgressBytes}. */
  readonly frameMs: number;
  /** Growth in bytes that keeps a long message on a slow line alive. */
  readonly minProgressBytes: number;
}

/** Notices when a peer starts a frame and does not continue it. */
export class FrameWatch {
  private timer: NodeJS.Timeout | undefined;
  private progressBytes = 0;

  constructor(
    private readonly limits: FrameWatchLimits,
    private readonly onStalled: () => void,
  ) {}

  /** Notes that part of an unfinished frame arrived. */
  grew(bytes: number): void {
    if (this.timer === undefined) this.start();
    this.progressBytes += bytes;
  }

  /** Stops watching. The frame is complete, or its connection has ended. */
  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private start(): void {
    this.progressBytes = 0;
    this.timer = setTimeout(() => {
      if (this.progressBytes < this.limits.minProgressBytes) this.onStalled();
      else this.start();
    }, this.limits.frameMs);
    this.timer.unref();
  }
}
