/** Of those who left a room muted: to come back is no way out of that. */
export class MutedPlaces {
  private readonly places = new Map<string, number>();

  /** Somebody has left muted. */
  keep(person: string): void {
    this.places.set(person, this.countOf(person) + 1);
  }

  /** Whether whoever comes left muted. One place each, for a whole house may be one person to us. */
  take(person: string): boolean {
    const count = this.countOf(person);
    if (count > 1) this.places.set(person, count - 1);
    else this.places.delete(person);
    return count > 0;
  }

  private countOf(person: string): number {
    return this.places.get(person) ?? 0;
  }
}
