import type { Clock } from '@sealwave/kernel';
import { AddressRates, TokenBucket } from '@sealwave/node/limits';
import type { Visitor } from './visitor';

/**
 * Burst of a socket in seconds of its rate. At the default rate, it is the largest recording. An address may
 * burst two.
 */
const BURST_SECONDS = 4;
const ADDRESS_BURST_SECONDS = 2;
/** Rate of an address, as a multiple of the rate of a socket. One socket cannot use up its address's rate. */
const SOCKETS_AT_FULL_RATE = 4;

/** Limits how fast the gateway reads: each socket, and all sockets of an address together. */
export class BytePace {
  private readonly addresses: AddressRates;

  /**
   * @param perSecond bytes a second for one socket.
   * @param clock measures the rates.
   */
  constructor(
    private readonly perSecond: number,
    private readonly clock: Clock,
  ) {
    const together = SOCKETS_AT_FULL_RATE * perSecond;
    this.addresses = new AddressRates(together, ADDRESS_BURST_SECONDS * together);
  }

  /**
   * Starts counting a socket.
   * @returns a function that counts bytes. Its result tells for how many milliseconds to pause reading.
   */
  forSocket(visitor: Visitor): (bytes: number) => number {
    const burst = BURST_SECONDS * this.perSecond;
    const own = new TokenBucket(this.perSecond, burst, this.clock.now());
    return (bytes) =>
      Math.max(own.consume(bytes, this.clock.now()), this.forRequest(visitor, bytes));
  }

  /**
   * Counts the bytes of a request.
   * @returns for how many milliseconds to delay it.
   */
  forRequest({ group, isExempt }: Visitor, bytes: number): number {
    return isExempt ? 0 : this.addresses.consume(group, bytes, this.clock.now());
  }
}
