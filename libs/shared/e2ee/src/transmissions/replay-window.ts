import { SealedRoomError } from '../encoding/sealed-room-error';

/** Frames behind the newest one that may still come. */
const WINDOW = 1024;

/** Which frames of one transmission have come: each is taken once, and none from before the window. */
export class ReplayWindow {
  private readonly seen = new Set<number>();
  private newest = -1;

  /** Refuses a frame that cannot be taken any more, before it is opened. @throws SealedRoomError `replayed_message` */
  check(counter: number): void {
    if (this.seen.has(counter) || counter <= this.newest - WINDOW) {
      throw SealedRoomError.replayed('frame');
    }
  }

  /** Marks a frame that has been opened. @throws SealedRoomError as {@link check} does: two may have been opened at once. */
  mark(counter: number): void {
    this.check(counter);
    this.seen.add(counter);
    this.newest = Math.max(this.newest, counter);
    if (this.seen.size <= 2 * WINDOW) return;
    for (const each of this.seen) if (each <= this.newest - WINDOW) this.seen.delete(each);
  }
}
