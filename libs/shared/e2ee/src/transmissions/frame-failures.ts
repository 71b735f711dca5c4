const SPAN_MS = 5000;
/** Largest share of failed frames that is normal. */
const MAX_SHARE = 0.05;
/** Least number of frames to judge by. With fewer, a single failure would be too large a share. */
const MIN_FRAMES = 40;

/** The frames that were counted at one moment. */
interface Outcomes {
  readonly atMs: number;
  frames: number;
  failed: number;
}

/** Notices when too many frames of a member fail: more than 5 % within 5 s. */
export class FrameFailures {
  private outcomes: Outcomes[] = [];

  /** Counts a frame. @param nowMs by a monotonic clock. */
  count(failed: boolean, nowMs: number): void {
    let last = this.outcomes.at(-1);
    if (last?.atMs !== nowMs) {
      last = { atMs: nowMs, frames: 0, failed: 0 };
      this.outcomes = [...this.within(nowMs), last];
    }
    last.frames++;
    last.failed += Number(failed);
  }

  /** Whether the share of failed frames is too large now. */
  isFailing(nowMs: number): boolean {
    let [frames, failed] = [0, 0];
    for (const each of this.within(nowMs)) {
      frames += each.frames;
      failed += each.failed;
    }
    return failed > MAX_SHARE * Math.max(frames, MIN_FRAMES);
  }

  private within(nowMs: number): Outcomes[] {
    return this.outcomes.filter(({ atMs }) => nowMs - atMs < SPAN_MS);
  }
}
