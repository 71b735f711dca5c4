import { addressGroup, type Networks } from '@sealwave/node/limits';

/** How many sockets each address has. */
export class SocketPlaces {
  private readonly taken = new Map<string, number>();

  /** @param exempt networks whose sockets are not limited. */
  constructor(
    private readonly perAddress: number,
    private readonly exempt: Networks,
  ) {}

  /** Whether one more socket may come from `address`. */
  hasRoom(address: string): boolean {
    return this.exempt.has(address) || this.countOf(addressGroup(address)) < this.perAddress;
  }

  /** Counts a socket from `address`. @returns what to call, once, when it is gone. */
  take(address: string): () => void {
    const group = addressGroup(address);
    this.taken.set(group, this.countOf(group) + 1);
    return () => {
      const left = this.countOf(group) - 1;
      if (left > 0) this.taken.set(group, left);
      else this.taken.delete(group);
    };
  }

  private countOf(group: string): number {
    return this.taken.get(group) ?? 0;
  }
}
