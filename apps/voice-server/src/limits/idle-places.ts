/** A slot that others may get while its client is silent. */
export interface IdlePlace {
  readonly isTrusted: boolean;
  /**
   * Closes the connection, because its slot goes to another client.
   * @param idleMs how long this client was silent.
   */
  giveWay(idleMs: number): void;
}

/** The slots that can be given up, ordered by the last activity of their clients. */
export class IdlePlaces {
  /**
   * Start of each silence, in milliseconds. An active client moves to the end. So the first one has been idle
   * longest.
   */
  private readonly strangers = new Map<IdlePlace, number>();
  private readonly trusted = new Map<IdlePlace, number>();

  /** @param minIdleMs a client that was active within this time, in milliseconds, keeps its slot. */
  constructor(private readonly minIdleMs: number) {}

  /** Adds a slot, or notes that its client was active. */
  touch(place: IdlePlace, nowMs: number): void {
    this.delete(place);
    this.placesOf(place.isTrusted).set(place, nowMs);
  }

  /** Removes a slot, so that it is not given up any more. */
  delete(place: IdlePlace): void {
    this.placesOf(place.isTrusted).delete(place);
  }

  has(place: IdlePlace): boolean {
    return this.placesOf(place.isTrusted).has(place);
  }

  /**
   * Frees a slot for `newcomer`: the untrusted one that has been idle longest. If there is none, a trusted
   * newcomer gets the trusted slot that has been idle longest.
   * @returns false when no such slot has been idle for long enough.
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
