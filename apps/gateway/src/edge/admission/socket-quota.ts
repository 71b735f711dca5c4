import { AddressPlaces } from '@sealwave/node/limits';
import type { Visitor } from './visitor';

/** How many sockets each address has. */
export class SocketQuota {
  private readonly places: AddressPlaces;

  constructor(perAddress: number) {
    this.places = new AddressPlaces(perAddress);
  }

  /** Whether one more socket may come from there. */
  hasRoom({ group, isExempt }: Visitor): boolean {
    return isExempt || this.places.hasRoom(group);
  }

  /** Counts a socket. @returns what to call when it is gone. */
  take({ group, isExempt }: Visitor): () => void {
    // A proxy does not use up what its neighbours may have.
    return isExempt ? () => undefined : this.places.take(group);
  }
}
