import { Injectable } from '@nestjs/common';

/** Units of work that one room may have done in a turn: about as many short messages to one recipient each. */
export const ROOM_SLICE = 64;
/** Units of all rooms together, after which the event loop reads on before the next ones have their turn. */
const TURN_UNITS = 8 * ROOM_SLICE;
/** Bytes to seal that take about as long as everything else about a message to one recipient. */
const UNIT_BYTES = 4 * 1024;

/** What a message of `bytes` costs for each of its recipients, in units. */
export const unitsOf = (bytes: number): number => 1 + bytes / UNIT_BYTES;

/** By whom turns are taken: a room, or something in its place. */
export type TurnTaker = object;

/** Somebody who waits for the next turn of a room. */
interface Waiting {
  readonly units: number;
  readonly begin: () => void;
}

/**
 * Shares the work of relaying out between rooms: in each turn of the event loop a room may do a slice of its work, and
 * what it wants beyond that waits until the others that have work had their turn. So a room that is flooded
 * holds up itself. Work that is larger than a slice is begun, and paid for by the turns that follow.
 */
@Injectable()
export class RoomTurns {
  /** What each room has done in this turn, and owes from earlier ones. */
  private readonly spent = new Map<TurnTaker, number>();
  /** Those who wait, by room; the room whose turn is next comes first. */
  private readonly waiting = new Map<TurnTaker, Waiting[]>();
  private spentByAll = 0;
  private isScheduled = false;

  /**
   * Counts work that `room` is about to do.
   * @returns nothing where it may be done now, which costs no promise; otherwise resolves when it may.
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
    // A sender that has had a turn goes to the end.
    this.waiting.delete(room);
    if (queue.length > 0) this.waiting.set(room, queue);
  }
}
