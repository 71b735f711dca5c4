import { networksOf } from './wider-networks';

/**
 * Counts how many of something each address has at the same time; wider networks of IPv6 may have a few times
 * more.
 */
export class AddressQuota {
  private readonly taken = new Map<string, number>();

  constructor(private readonly perAddress: number) {}

  /** Number of addresses and networks that have any. */
  get size(): number {
    return this.taken.size;
  }

  /** Whether `group`, as {@link addressGroup} names it, may have one more. */
  hasCapacity(group: string): boolean {
    return networksOf(group).every(
      ({ name, share }) => this.countOf(name) < share * this.perAddress,
    );
  }

  /**
   * Counts one more of `group`.
   * @returns a function to call when it is gone; further calls do nothing.
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

  /** How many a group, or a network around it, has. */
  countOf(name: string): number {
    return this.taken.get(name) ?? 0;
  }

  private free(name: string): void {
    const left = this.countOf(name) - 1;
    if (left > 0) this.taken.set(name, left);
    else this.taken.delete(name);
  }
}
