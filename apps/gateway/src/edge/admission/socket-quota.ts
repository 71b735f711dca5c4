import { AddressQuota } from '@sealwave/node/limits';
import type { Visitor } from './visitor';

/** Counts the sockets of each address. */
export class SocketQuota {
  private readonly places: AddressQuota;

  constructor(perAddress: number) {
    this.places = new AddressQuota(perAddress);
  }

  /** Whether the address may have one more socket. */
  hasCapacity({ group, isExempt }: Visitor): boolean {
    return isExempt || this.places.hasCapacity(group);
  }

  /**
   * Counts a socket.
   * @returns a function to call when the socket is closed.
   */
  reserve({ group, isExempt }: Visitor): () => void {
    // A proxy does not use up the quota of its neighbours.
    return isExempt ? () => undefined : this.places.reserve(group);
  }
}
