/** Frames a second, and seconds of them at once, that a live transmission may have; the coders make 50. */
const FRAMES_A_SECOND = 64;
const BURST_SECONDS = 2;

/** Whether frames of a live transmission come faster than anybody speaks. */
export class FramePace {
  private allowance = FRAMES_A_SECOND * BURST_SECONDS;
  private lastMs: number | null = null;

  /** Counts a frame. @param nowMs by a clock that does not go back. @returns whether it may come now. */
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
