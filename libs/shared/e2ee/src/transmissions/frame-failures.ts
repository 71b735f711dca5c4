const SPAN_MS = 5000;
/** Largest share of failed frames that is normal. */
const MAX_SHARE = 0.05;
/** Least number of frames to judge by. With fewer, a single failure would be too large a share. */
const MIN_FRAMES = 40;

/** Notices when too many frames of a member fail: more than 5 % within 5 s. */
export class FrameFailures {
  private outcomes: { readonly atMs: number; readonly failed: boolean }[] = [];

  /** Counts a frame. @param nowMs by a monotonic clock. */
  count(failed: boolean, nowMs: number): void {
    this.outcomes = this.within(nowMs);
    this.outcomes.push({ atMs: nowMs, failed });
  }

  /** Whether the share of failed frames is too large now. */
  isFailing(nowMs: number): boolean {
    const within = this.within(nowMs);
    const failed = within.filter((each) => each.failed).length;
    return failed > MAX_SHARE * Math.max(within.length, MIN_FRAMES);
  }

  private within(nowMs: number): { readonly atMs: number; readonly failed: boolean }[] {
    return this.outcomes.filter(({ atMs }) => nowMs - atMs < SPAN_MS);
  }
}
