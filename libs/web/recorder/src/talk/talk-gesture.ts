/** A press that lasts longer is a hold. */
const HOLD_MS = 300;

/** What the end of a press means. */
export type PressEnd =
  /** It was no press at all, or one that has ended already. */
  | 'nothing'
  /** A tap, which switches and has switched on: the take goes on. */
  | 'switched-on'
  /** A press on a take that was running. */
  | 'switched-off'
  /** A hold, which began the take and ends it: push-to-talk. */
  | 'let-go';

/** Tells a tap, which switches, from a hold, which talks as long as it lasts. */
export class TalkGesture {
  private press: { readonly atMs: number; readonly starts: boolean } | null = null;

  /** Whether something is pressed that began a take. */
  get talking(): boolean {
    return this.press?.starts ?? false;
  }

  /**
   * A key or a pointer goes down.
   * @param atMs on any clock that goes forward.
   * @param running whether a take is running.
   * @returns whether to begin a take: at once, since a hold must not lose its first words.
   */
  begin(atMs: number, running: boolean): boolean {
    if (this.press !== null) return false;
    this.press = { atMs, starts: !running };
    return !running;
  }

  /** It goes up. */
  end(atMs: number): PressEnd {
    const { press } = this;
    this.press = null;
    if (press === null) return 'nothing';
    if (!press.starts) return 'switched-off';
    return atMs - press.atMs < HOLD_MS ? 'switched-on' : 'let-go';
  }

  /** It will not be told when it goes up. @returns whether a take began with it. */
  cancel(): boolean {
    const { talking } = this;
    this.press = null;
    return talking;
  }
}
