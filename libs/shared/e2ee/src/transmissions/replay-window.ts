import { SealedRoomError } from '../encoding/sealed-room-error';

/** How many frames behind the newest frame a late frame may be. */
const WINDOW = 1024;

/** Accepts each frame of a transmission once. Refuses frames from before the window. */
export class ReplayWindow {
  private readonly seen = new Set<number>();
  private newest = -1;

  /** Refuses a repeated or too old frame before it is opened. @throws SealedRoomError `replayed_message` */
  check(counter: number): void {
    if (this.seen.has(counter) || counter <= this.newest - WINDOW) {
      throw SealedRoomError.replayed('frame');
    }
  }

  /** Marks a frame as received. @throws SealedRoomError as {@link check} does. */
  mark(counter: number): void {
    this.check(counter);
    this.seen.add(counter);
    this.newest = Math.max(this.newest, counter);
    if (this.seen.size <= 2 * WINDOW) return;
    for (const each of this.seen) if (each <= this.newest - WINDOW) this.seen.delete(each);
  }
}
