const SPAN_MS = 5000;
/** One in twenty. */
const MAX_SHARE = 0.05;
/** Below this number, one frame alone would be too large a share. */
const MIN_FRAMES = 40;

/** Whether more of a member's frames fail than a fault explains: more than 5 % within 5 s. */
export class FrameFailures {
  private outcomes: { readonly atMs: number; readonly failed: boolean }[] = [];

  /** Counts a frame. @param nowMs by a clock that does not go back. */
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
