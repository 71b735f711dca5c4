/** How fast a frame must arrive once it has begun. */
export interface FrameWatchLimits {
  /** Within this time a frame that has begun must end or grow by {@link minProgressBytes}. */
  readonly frameMs: number;
  /** Growth, in bytes, that keeps a long message on a slow line alive. */
  readonly minProgressBytes: number;
}

/** Notices that a peer has begun a frame and does not get on with it. */
export class FrameWatch {
  private timer: NodeJS.Timeout | undefined;
  private progressBytes = 0;

  constructor(
    private readonly limits: FrameWatchLimits,
    private readonly onStalled: () => void,
  ) {}

  /** A part of a frame has come, and its end has not. */
  grew(bytes: number): void {
    if (this.timer === undefined) this.start();
    this.progressBytes += bytes;
  }

  /** The frame is complete, or its connection has ended. */
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
