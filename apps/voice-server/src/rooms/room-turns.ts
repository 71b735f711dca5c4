import { Injectable } from '@nestjs/common';

/**
 * Units of work that a room may do in one turn. This is about the same number of short messages to one
 * recipient.
 */
export const ROOM_SLICE = 64;
/** Units that all rooms together may do before the event loop reads on. */
const TURN_UNITS = 8 * ROOM_SLICE;
/** Bytes whose sealing takes about as long as the rest of the work for one recipient. */
const UNIT_BYTES = 4 * 1024;

/** Cost of a message of `bytes` for each recipient, in units. */
export const unitsOf = (bytes: number): number => 1 + bytes / UNIT_BYTES;

/** What takes turns: a room, or a session outside of rooms. */
export type TurnTaker = object;

/** Work that waits for the room's next turn. */
interface Waiting {
  readonly units: number;
  readonly begin: () => void;
}

/**
 * Shares the work of relaying between rooms. In each turn of the event loop, a room may do a slice of its work.
 * The rest waits until the other rooms with work had their turn. So a flooded room delays only itself. Work
 * larger than a slice is started, and the following turns pay for it.
 */
@Injectable()
export class RoomTurns {
  /** Work of each room in this turn, plus its debt from earlier turns, in units. */
  private readonly spent = new Map<TurnTaker, number>();
  /** Waiting work by room. The room whose turn is next comes first. */
  private readonly waiting = new Map<TurnTaker, Waiting[]>();
  private spentByAll = 0;
  private isScheduled = false;

  /**
   * Counts work that `room` is about to do.
   * @returns undefined if it may start now, which saves a promise. Otherwise a promise that resolves when it
   * may.
   */
  take(room: TurnTaker, units: number): Promise<void> | undefined {
    const queue = this.waiting.get(room);
    if (!queue && this.mayGoOn(room) && this.spentByAll < TURN_UNITS) {
      this.count(room, units);
      return undefined;
    }
    return new Promise((begin) => {
      if (queue) queue.push({ units, begin });
      else this.waiting.set(room, [{ units, begin }]);
      this.schedule();
    });
  }

  private mayGoOn(room: TurnTaker): boolean {
    return (this.spent.get(room) ?? 0) < ROOM_SLICE;
  }

  private count(room: TurnTaker, units: number): void {
    this.spent.set(room, (this.spent.get(room) ?? 0) + units);
    this.spentByAll += units;
    this.schedule();
  }

  private schedule(): void {
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(() => this.nextTurn());
  }

  private nextTurn(): void {
    this.isScheduled = false;
    this.spentByAll = 0;
    for (const [room, units] of this.spent) {
      if (units > ROOM_SLICE) this.spent.set(room, units - ROOM_SLICE);
      else this.spent.delete(room);
    }
    for (const [room, queue] of [...this.waiting]) {
      if (this.spentByAll >= TURN_UNITS) break;
      this.serve(room, queue);
    }
    if (this.spent.size > 0 || this.waiting.size > 0) this.schedule();
  }

  private serve(room: TurnTaker, queue: Waiting[]): void {
    while (queue.length > 0 && this.mayGoOn(room)) {
      const [{ units, begin }] = queue.splice(0, 1);
      this.count(room, units);
      begin();
    }
    // A room that had its turn goes to the end.
    this.waiting.delete(room);
    if (queue.length > 0) this.waiting.set(room, queue);
  }
}
