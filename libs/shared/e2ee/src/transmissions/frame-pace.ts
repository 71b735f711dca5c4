/** Limits of a live transmission: frames a second, and seconds of frames at once. The coders make 50 frames a second. */
const FRAMES_A_SECOND = 64;
const BURST_SECONDS = 2;

/** Limits the rate of live frames. */
export class FramePace {
  private allowance = FRAMES_A_SECOND * BURST_SECONDS;
  private lastMs: number | null = null;

  /** Counts a frame. @param nowMs by a monotonic clock. @returns whether the frame is within the limits. */
  admits(nowMs: number): boolean {
    const passedMs = nowMs - (this.lastMs ?? nowMs);
    this.lastMs = nowMs;
    const refilled = this.allowance + (passedMs * FRAMES_A_SECOND) / 1000;
    this.allowance = Math.min(refilled, FRAMES_A_SECOND * BURST_SECONDS);
    if (this.allowance < 1) return false;
    this.allowance--;
    return true;
  }
}
