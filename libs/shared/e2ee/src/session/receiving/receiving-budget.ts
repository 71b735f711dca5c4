import { SealedRoomError } from '../../encoding/sealed-room-error';

/** Most bytes that were handed in and not yet handled: records and parts of all members. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
/** Most frames of running transmissions, of all members: more than an hour of voice, 32 MB. */
const MAX_HELD_FRAMES = 200_000;

/** What a session holds in memory of what others send. No number of members or transmissions makes it more. */
export class ReceivingBudget {
  private waitingBytes = 0;
  private heldFrames = 0;

  /** Counts bytes that were handed in. @returns false where there is no room for them. */
  admits(bytes: number): boolean {
    if (this.waitingBytes + bytes > MAX_WAITING_BYTES) return false;
    this.waitingBytes += bytes;
    return true;
  }

  /** Counts bytes that were handled. */
  handled(bytes: number): void {
    this.waitingBytes -= bytes;
  }

  /** Counts frames that are held. @throws SealedRoomError `busy` where there is no room for them. */
  hold(frames: number): void {
    if (this.heldFrames + frames > MAX_HELD_FRAMES) throw SealedRoomError.busy('frames');
    this.heldFrames += frames;
  }

  /** Counts frames that went to the owner of the session. */
  release(frames: number): void {
    this.heldFrames -= frames;
  }
}
