import type { Visitor } from './visitor';

/** How many sockets each address has. */
export class SocketPlaces {
  private readonly taken = new Map<string, number>();

  constructor(private readonly perAddress: number) {}

  /** Whether one more socket may come from there. */
  hasRoom({ group, isExempt }: Visitor): boolean {
    return isExempt || this.countOf(group) < this.perAddress;
  }

  /** Counts a socket. @returns what to call, once, when it is gone. */
  take({ group }: Visitor): () => void {
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
