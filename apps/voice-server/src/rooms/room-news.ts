import type { ControlRecord } from '@sealwave/node/hop';
import type { Member } from '@sealwave/room';
import { RoomTurns, type TurnTaker } from './room-turns';

/** Somebody in the room, who is told what is new there. */
export interface NewsReader {
  tell(record: ControlRecord): void;
}

/** How news are told. */
export interface NewsPace {
  /** Between two updates, in milliseconds; 0 tells of each change at once. */
  readonly intervalMs: number;
  readonly turns: RoomTurns;
}

/** What has become of one member since the others were told. */
export interface Change {
  /** The number of the last member before it: those who came later were told as they came in. */
  readonly knownFrom: number;
  /** As what it came, where the others do not know yet that it did. */
  readonly came?: Member;
  readonly hasGone?: boolean;
  readonly muted?: boolean;
  readonly talks?: boolean | undefined;
}

/** At a pace of each change at once, for rooms that are tested alone. */
export const AT_ONCE: NewsPace = { intervalMs: 0, turns: new RoomTurns() };

/**
 * Tells those in a room who comes, goes, speaks and is muted: the first change at once, and after that, in each
 * interval, what each member has become in the meantime, whatever it was in between. A client that begins and ends to speak a
 * hundred times a second thus costs the others what one costs that does so ten times.
 */
export class RoomNews {
  private changes = new Map<number, Change>();
  /** Resolves when all that are being told have been told; null where nobody is. */
  private telling: Promise<void> | null = null;
  /** Of whose coming the others are being told. */
  private readonly arriving = new Set<number>();
  private timer: NodeJS.Timeout | null = null;
  /** Those of whom the others were told that they speak. */
  private readonly talking = new Set<number>();

  /** @param readers who is in the room at present. */
  constructor(
    private readonly readers: () => ReadonlyMap<NewsReader, Pick<Member, 'n'>>,
    private readonly pace: NewsPace,
    /** Whose turns the telling takes. */
    private readonly taker: TurnTaker,
  ) {}

  /** `change` happened to member `n`. */
  add(n: number, change: Change): void {
    const { talks, ...before } = this.changes.get(n) ?? { talks: undefined };
    // Nobody hears of the end of what is muted.
    const isSilenced = change.muted !== undefined;
    if (isSilenced) this.talking.delete(n);
    this.changes.set(n, { ...before, ...(!isSilenced && { talks }), ...change });
    if (!this.timer && !this.telling) this.tellAll();
  }

  /** Resolves when everybody knows of member `n`; nothing where they do already. What it sends comes after that. */
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

  /** After an interval, or when all are told, whichever is later. */
  private goOn(): void {
    this.timer = null;
    if (this.changes.size > 0 && !this.telling) this.tellAll();
  }

  /** Tells at once what may be told at once, and the rest in the turns of the room, in order. */
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

  /** @returns nothing where all are told already. */
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
    const { knownFrom, came, hasGone, muted, talks } = change;
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
      if (isNewcomer) head.push({ t: 'here', ...withMuted(came, muted) });
      else if (muted !== undefined) head.push({ t: 'muted', n, on: muted });
      return reader === n ? head : [...head, ...talk];
    };
  }
}

/** What the member with a number is to be told. */
type Update = (reader: number) => readonly ControlRecord[];

function withMuted({ muted: was, ...rest }: Member, muted = was): Member {
  return { ...rest, ...(muted && { muted }) };
}

function readTo(
  [reader, { n }]: readonly [NewsReader, Pick<Member, 'n'>],
  updates: readonly Update[],
): void {
  for (const update of updates) for (const record of update(n)) reader.tell(record);
}
