/** Longest tap in milliseconds. A longer press is a hold. */
const HOLD_MS = 300;

/** The meaning of the end of a press. */
export type PressEnd =
  /** There was no press, or it has already ended. */
  | 'nothing'
  /** A tap started a take. The take continues. */
  | 'switched-on'
  /** A press ended a running take. */
  | 'switched-off'
  /** A hold started a take, and now ends it: push-to-talk. */
  | 'let-go';

/** Tells taps from holds. A tap toggles; a hold records while it lasts. */
export class TalkGesture {
  private press: { readonly atMs: number; readonly starts: boolean } | null = null;

  /** Whether the current press started a take. */
  get talking(): boolean {
    return this.press?.starts ?? false;
  }

  /**
   * A key or pointer went down.
   * @param atMs milliseconds on any clock that goes forward.
   * @param running whether a take is running.
   * @returns whether to start a take now: a hold must not lose its first words.
   */
  begin(atMs: number, running: boolean): boolean {
    if (this.press !== null) return false;
    this.press = { atMs, starts: !running };
    return !running;
  }

  /**
   * The key or pointer went up.
   * @param atMs milliseconds on the clock of {@link begin}.
   */
  end(atMs: number): PressEnd {
    const { press } = this;
    this.press = null;
    if (press === null) return 'nothing';
    if (!press.starts) return 'switched-off';
    return atMs - press.atMs < HOLD_MS ? 'switched-on' : 'let-go';
  }

  /**
   * Forgets a press whose release will not be reported.
   * @returns whether the press started a take.
   */
  cancel(): boolean {
    const { talking } = this;
    this.press = null;
    return talking;
  }
}
