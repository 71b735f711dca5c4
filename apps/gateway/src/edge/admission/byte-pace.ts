import type { Clock } from '@sealwave/kernel';
import { AddressRates, TokenBucket } from '@sealwave/node/limits';
import type { Visitor } from './visitor';

/** At the usual rate this is one of the largest recordings of a socket, and two of an address. */
const BURST_SECONDS = 4;
const ADDRESS_BURST_SECONDS = 2;
/** An address is read at as many times the rate of one socket, so that one alone cannot use it up. */
const SOCKETS_AT_FULL_RATE = 4;

/** At which pace what is sent to the gateway is read: each socket by itself, and all of an address together. */
export class BytePace {
  private readonly addresses: AddressRates;

  /** @param perSecond bytes a second of one socket. */
  constructor(
    private readonly perSecond: number,
    private readonly clock: Clock,
  ) {
    const together = SOCKETS_AT_FULL_RATE * perSecond;
    this.addresses = new AddressRates(together, ADDRESS_BURST_SECONDS * together);
  }

  /** One socket more. @returns counts bytes of it, and says for how many milliseconds not to read on. */
  forSocket(visitor: Visitor): (bytes: number) => number {
    const burst = BURST_SECONDS * this.perSecond;
    const own = new TokenBucket(this.perSecond, burst, this.clock.now());
    return (bytes) => Math.max(own.take(bytes, this.clock.now()), this.forRequest(visitor, bytes));
  }

  /** Counts the bytes of a request, and says for how many milliseconds not to read it. */
  forRequest({ group, isExempt }: Visitor, bytes: number): number {
    return isExempt ? 0 : this.addresses.take(group, bytes, this.clock.now());
  }
}
