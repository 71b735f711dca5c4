import { SealedRoomError } from '../../encoding/sealed-room-error';

/** An amount that all members share, and what each member may have when the others have used that up. */
interface Limit {
  readonly all: number;
  readonly reserve: number;
}

/** Bytes that wait to be handled: records and parts. The reserve is that of 15 s of live voice and some records. */
const WAITING_BYTES: Limit = { all: 16 * 1024 * 1024, reserve: 256 * 1024 };
/** Frames of running transmissions. All are more than an hour of voice, or 32 MB; the reserve is 30 s. */
const HELD_FRAMES: Limit = { all: 200_000, reserve: 1500 };

/**
 * Limits the memory for what others send. The number of members or transmissions does not raise the limit. Who
 * uses much of it takes it from others who use much, and leaves each member its reserve.
 */
export class ReceivingBudget {
  private readonly waitingBytes = { count: 0 };
  private readonly heldFrames = { count: 0 };

  /** The share of one member on one connection. */
  share(): ReceivingShare {
    return new ReceivingShare(
      new Amount(WAITING_BYTES, this.waitingBytes),
      new Amount(HELD_FRAMES, this.heldFrames),
    );
  }
}

/** What one member may use. */
export class ReceivingShare {
  /** @param waiting bytes. @param held frames. */
  constructor(
    private readonly waiting: Amount,
    private readonly held: Amount,
  ) {}

  /** Counts bytes that were handed in. @returns false when there is no room for them. */
  admits(bytes: number): boolean {
    return this.waiting.add(bytes);
  }

  /** Counts bytes that were handled. */
  handled(bytes: number): void {
    this.waiting.subtract(bytes);
  }

  /** Counts frames that are held. @throws SealedRoomError `busy` when there is no room for them. */
  hold(frames: number): void {
    if (!this.held.add(frames)) throw SealedRoomError.busy('frames');
  }

  /** Counts frames that the owner of the session has received. */
  release(frames: number): void {
    this.held.subtract(frames);
  }
}

/** What one member uses of an amount that all share. */
class Amount {
  private own = 0;

  constructor(
    private readonly limit: Limit,
    private readonly all: { count: number },
  ) {}

  /** @returns false, and counts nothing, when there is no room. */
  add(count: number): boolean {
    const { all, reserve } = this.limit;
    // Twice as much at the very most: members that come and go have a reserve each.
    const most = this.own + count <= reserve ? 2 * all : all;
    if (this.all.count + count > most) return false;
    this.own += count;
    this.all.count += count;
    return true;
  }

  subtract(count: number): void {
    this.own -= count;
    this.all.count -= count;
  }
}
