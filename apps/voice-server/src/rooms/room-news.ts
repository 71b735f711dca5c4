import type { ControlRecord } from '@sealwave/node/hop';
import type { Member } from '@sealwave/room';
import { RoomTurns, type TurnTaker } from './room-turns';

/** A member that is told about changes in the room. */
export interface NewsReader {
  sendControl(record: ControlRecord): void;
}

/** How often members are told about changes. */
export interface NewsPace {
  /** Time between two updates, in milliseconds; 0 sends each change at once. */
  readonly intervalMs: number;
  readonly turns: RoomTurns;
}

/** The changes of one member since the others were told. */
export interface Change {
  /**
   * Highest member number before the change. Members with a higher number entered later, and know of the change
   * already.
   */
  readonly knownFrom: number;
  /** The member as it entered, if the others do not know of it yet. */
  readonly came?: Member;
  readonly hasGone?: boolean;
  /** The member with its latest name and role, if one of them has changed. */
  readonly changed?: Member;
  readonly muted?: boolean;
  readonly talks?: boolean | undefined;
}

/** A pace without delay, for specs of a single room. */
export const AT_ONCE: NewsPace = { intervalMs: 0, turns: new RoomTurns() };

/**
 * Tells the members of a room who enters, leaves, speaks, is muted, takes another name or becomes a moderator.
 * The first change is sent at once. After that, each interval sends the latest state of each member, without
 * the states in between. So a client that changes its state very often costs the others no more than one change
 * per interval.
 */
export class RoomNews {
  private changes = new Map<number, Change>();
  /** Resolves when the current update has been sent; null without one. */
  private telling: Promise<void> | null = null;
  /** Members whose arrival is being sent. */
  private readonly arriving = new Set<number>();
  private timer: NodeJS.Timeout | null = null;
  /** Members who are speaking according to the last update. */
  private readonly talking = new Set<number>();

  /**
   * @param readers returns the current members.
   * @param pace how often to send updates.
   */
  constructor(
    private readonly readers: () => ReadonlyMap<NewsReader, Pick<Member, 'n'>>,
    private readonly pace: NewsPace,
    /** The owner of the turns that pay for the updates. */
    private readonly taker: TurnTaker,
  ) {}

  /** Notes a change of member `n`. */
  add(n: number, change: Change): void {
    const { talks, ...before } = this.changes.get(n) ?? { talks: undefined };
    // The server sends no `talking: false` for a member that it mutes.
    const isSilenced = change.muted !== undefined;
    if (isSilenced) this.talking.delete(n);
    this.changes.set(n, { ...before, ...(!isSilenced && { talks }), ...change });
    if (!this.timer && !this.telling) this.tellAll();
  }

  /**
   * Resolves when every member knows of member `n`. Its messages must come after that. Undefined if they know
   * already.
   */
  known(n: number): Promise<void> | undefined {
    const change = this.changes.get(n);
    if (change?.came) {
      this.changes.delete(n);
      this.tell(new Map([[n, change]]));
    }
    return this.arriving.has(n) ? (this.telling ?? undefined) : undefined;
  }

  private tellAll(): void {
    const { changes } = this;
    this.changes = new Map();
    const { intervalMs } = this.pace;
    if (intervalMs > 0) this.timer = setTimeout(() => this.goOn(), intervalMs).unref();
    this.tell(changes);
  }

  /** Sends the collected changes, after an interval and after the current update. */
  private goOn(): void {
    this.timer = null;
    if (this.changes.size > 0 && !this.telling) this.tellAll();
  }

  /** Sends what it may send at once. Sends the rest in the room's turns, in order. */
  private tell(changes: ReadonlyMap<number, Change>): void {
    const telling = this.telling
      ? this.telling.then(() => this.tellInTurns(changes))
      : this.tellInTurns(changes);
    if (!telling) return;
    const arrived = [...changes].filter(([, { came }]) => came).map(([n]) => n);
    arrived.forEach((n) => this.arriving.add(n));
    const told: Promise<void> = telling.then(() => {
      arrived.forEach((n) => this.arriving.delete(n));
      if (this.telling !== told) return;
      this.telling = null;
      if (!this.timer && this.changes.size > 0) this.tellAll();
    });
    this.telling = told;
  }

  /** @returns undefined when everything has been sent already. */
  private tellInTurns(changes: ReadonlyMap<number, Change>): Promise<void> | undefined {
    const updates = [...changes].map(([n, change]) => this.updateOf(n, change));
    const readers = [...this.readers()];
    const tellFrom = (first: number): Promise<void> | undefined => {
      for (let i = first; i < readers.length; i++) {
        const turn = this.pace.turns.take(this.taker, updates.length);
        if (turn) {
          return turn.then(() => {
            readTo(readers[i], updates);
            return tellFrom(i + 1);
          });
        }
        readTo(readers[i], updates);
      }
      return undefined;
    };
    return tellFrom(0);
  }

  private updateOf(n: number, change: Change): Update {
    const { knownFrom, came, hasGone, changed, muted, talks } = change;
    const talk: ControlRecord[] = [];
    if (talks !== undefined && talks !== this.talking.has(n)) {
      talk.push({ t: 'talking', on: talks, n });
      if (talks) this.talking.add(n);
      else this.talking.delete(n);
    }
    if (hasGone) this.talking.delete(n);
    return (reader) => {
      if (reader > knownFrom) return [];
      const isNewcomer = came !== undefined && reader < n;
      if (hasGone) return isNewcomer ? [] : [{ t: 'gone', n }];
      const head: ControlRecord[] = [];
      if (isNewcomer) head.push({ t: 'here', ...withMuted(changed ?? came, muted) });
      else {
        if (changed) head.push({ t: 'here', ...changed });
        if (muted !== undefined) head.push({ t: 'muted', n, on: muted });
      }
      return reader === n ? head : [...head, ...talk];
    };
  }
}

/** Returns the records for the member with a number. */
type Update = (reader: number) => readonly ControlRecord[];

function withMuted({ muted: was, ...rest }: Member, muted = was): Member {
  return { ...rest, ...(muted && { muted }) };
}

function readTo(
  [reader, { n }]: readonly [NewsReader, Pick<Member, 'n'>],
  updates: readonly Update[],
): void {
  for (const update of updates) for (const record of update(n)) reader.sendControl(record);
}
