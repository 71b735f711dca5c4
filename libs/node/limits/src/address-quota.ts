import { networksOf } from './wider-networks';

/**
 * Counts things that each address has at the same time, such as connections. Wider IPv6 networks may have a few
 * times more.
 */
export class AddressQuota {
  private readonly taken = new Map<string, number>();

  constructor(private readonly perAddress: number) {}

  /** Number of addresses and networks with a count above 0. */
  get size(): number {
    return this.taken.size;
  }

  /** Whether `group` may have one more. `group` is a name from {@link addressGroup}. */
  hasCapacity(group: string): boolean {
    return networksOf(group).every(
      ({ name, share }) => this.countOf(name) < share * this.perAddress,
    );
  }

  /**
   * Counts one more for `group`.
   * @returns a function that undoes this count. Further calls do nothing.
   */
  reserve(group: string): () => void {
    const networks = networksOf(group);
    for (const { name } of networks) this.taken.set(name, this.countOf(name) + 1);
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      for (const { name } of networks) this.free(name);
    };
  }

  /** The count of a group, or of a network around it. */
  countOf(name: string): number {
    return this.taken.get(name) ?? 0;
  }

  private free(name: string): void {
    const left = this.countOf(name) - 1;
    if (left > 0) this.taken.set(name, left);
    else this.taken.delete(name);
  }
}
