import { AddressPlaces } from '@sealwave/node/limits';
import type { Visitor } from './visitor';

/** Counts the sockets of each address. */
export class SocketQuota {
  private readonly places: AddressPlaces;

  constructor(perAddress: number) {
    this.places = new AddressPlaces(perAddress);
  }

  /** Whether the address may have one more socket. */
  hasRoom({ group, isExempt }: Visitor): boolean {
    return isExempt || this.places.hasRoom(group);
  }

  /**
   * Counts a socket.
   * @returns a function to call when the socket is closed.
   */
  take({ group, isExempt }: Visitor): () => void {
    // A proxy does not use up the quota of its neighbours.
    return isExempt ? () => undefined : this.places.take(group);
  }
}
