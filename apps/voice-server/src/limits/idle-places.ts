/** Whose place may be needed by others while it says nothing. */
export interface IdlePlace {
  readonly isTrusted: boolean;
  /** Ends the connection: its place goes to somebody else. @param idleMs how long it has said nothing. */
  giveWay(idleMs: number): void;
}

/** The places that give way when there are no others, in the order in which somebody there spoke last. */
export class IdlePlaces {
  /** Since when each says nothing. Who speaks goes to the end, so the first one is the longest idle. */
  private readonly strangers = new Map<IdlePlace, number>();
  private readonly trusted = new Map<IdlePlace, number>();

  /** @param minIdleMs who has spoken within this time stays. */
  constructor(private readonly minIdleMs: number) {}

  /** A place that gives way from now on, or whose client has just spoken. */
  touch(place: IdlePlace, nowMs: number): void {
    this.delete(place);
    this.placesOf(place.isTrusted).set(place, nowMs);
  }

  /** A place that no longer gives way. */
  delete(place: IdlePlace): void {
    this.placesOf(place.isTrusted).delete(place);
  }

  has(place: IdlePlace): boolean {
    return this.placesOf(place.isTrusted).has(place);
  }

  /**
   * Has the one give way that has been idle longest: of strangers first; of the trusted only for one of them.
   * @returns false when nobody has been idle for long enough.
   */
  giveWayTo(newcomer: { readonly isTrusted: boolean }, nowMs: number): boolean {
    if (this.letGo(this.strangers, nowMs)) return true;
    return newcomer.isTrusted && this.letGo(this.trusted, nowMs);
  }

  private letGo(places: Map<IdlePlace, number>, nowMs: number): boolean {
    for (const [place, sinceMs] of places) {
      const idleMs = nowMs - sinceMs;
      if (idleMs < this.minIdleMs) return false;
      places.delete(place);
      place.giveWay(idleMs);
      return true;
    }
    return false;
  }

  private placesOf(isTrusted: boolean): Map<IdlePlace, number> {
    return isTrusted ? this.trusted : this.strangers;
  }
}
