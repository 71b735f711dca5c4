/** Keys that are held down come again within this time, in milliseconds, once they repeat. */
const REPEAT_MS = 120;
/** A key that is held down begins to repeat within this time. */
const FIRST_REPEAT_MS = 1000;

/** Times in milliseconds; can be replaced, so that nobody has to wait in a test. */
export interface Timing {
  now(): number;
  /** Calls back after a while, unless what it returns is called before. */
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
 * Space as a switch and as a button that is held down, on a terminal, which tells of presses only: a
 * tap toggles; a key that is held repeats, and talking ends when it no longer does.
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
    // Soon after the first press: the second tap, or the first of many repeats.
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
