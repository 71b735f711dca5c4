/** Time between two repetitions of a held key, at most, in milliseconds. */
const REPEAT_MS = 120;
/** Time until a held key starts to repeat, at most, in milliseconds. */
const FIRST_REPEAT_MS = 1000;

/** Clock and timer in milliseconds. Tests replace them. */
export interface Timing {
  now(): number;
  /**
   * Calls `callback` after `ms`.
   * @returns a function that cancels the call.
   */
  after(ms: number, callback: () => void): () => void;
}

const systemTiming: Timing = {
  now: () => performance.now(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
};

/**
 * Turns presses of Space on a terminal into taps and holds. A terminal does not report releases. A tap toggles.
 * A held key repeats, and talking ends when the repetition stops.
 */
export class PushToTalk {
  private pressedAt = -Infinity;
  private isHeld = false;
  private cancel: () => void = () => undefined;

  constructor(
    private readonly isTalking: () => boolean,
    private readonly toggle: () => void,
    private readonly timing: Timing = systemTiming,
  ) {}

  press(): void {
    const sinceMs = this.timing.now() - this.pressedAt;
    this.pressedAt = this.timing.now();
    this.cancel();
    const isRepeat = sinceMs <= REPEAT_MS;
    if (!this.isTalking()) return isRepeat ? undefined : this.change();
    this.isHeld ||= isRepeat;
    // Soon after the first press, a press is a second tap or the first repetition.
    const mayRepeat = this.isHeld || sinceMs <= FIRST_REPEAT_MS;
    if (!mayRepeat) return this.change();
    this.cancel = this.timing.after(REPEAT_MS, () => {
      if (this.isTalking()) this.change();
    });
  }

  private change(): void {
    this.isHeld = false;
    this.toggle();
  }
}
