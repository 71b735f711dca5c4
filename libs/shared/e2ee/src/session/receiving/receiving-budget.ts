import { SealedRoomError } from '../../encoding/sealed-room-error';

/** Most bytes that wait to be handled: records and parts of all members. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024;
/** Most frames of running transmissions, of all members. That is more than an hour of voice, or 32 MB. */
const MAX_HELD_FRAMES = 200_000;

/** Limits the memory for what others send. The number of members or transmissions does not raise the limit. */
export class ReceivingBudget {
  private waitingBytes = 0;
  private heldFrames = 0;

  /** Counts bytes that were handed in. @returns false when there is no room for them. */
  admits(bytes: number): boolean {
    if (this.waitingBytes + bytes > MAX_WAITING_BYTES) return false;
    this.waitingBytes += bytes;
    return true;
  }

  /** Counts bytes that were handled. */
  handled(bytes: number): void {
    this.waitingBytes -= bytes;
  }

  /** Counts frames that are held. @throws SealedRoomError `busy` when there is no room for them. */
  hold(frames: number): void {
    if (this.heldFrames + frames > MAX_HELD_FRAMES) throw SealedRoomError.busy('frames');
    this.heldFrames += frames;
  }

  /** Counts frames that the owner of the session has received. */
  release(frames: number): void {
    this.heldFrames -= frames;
  }
}
