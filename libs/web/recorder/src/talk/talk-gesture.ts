/** A longer press is a hold, in milliseconds. */
const HOLD_MS = 300;

/** The meaning of the end of a press. */
export type PressEnd =
  /** No press, or one that has already ended. */
  | 'nothing'
  /** A tap that started a take, which goes on. */
  | 'switched-on'
  /** A press that ended a running take. */
  | 'switched-off'
  /** A hold that started a take and ends it: push-to-talk. */
  | 'let-go';

/** Tells a tap, which toggles, from a hold, which records while it lasts. */
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
   * @returns whether it started a take.
   */
  cancel(): boolean {
    const { talking } = this;
    this.press = null;
    return talking;
  }
}
