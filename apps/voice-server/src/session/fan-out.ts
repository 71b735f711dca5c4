/** Copies that the server had to send to others because of a session. */
export interface FanOut {
  readonly deliveries: number;
  readonly bytes: number;
}

const NONE: FanOut = { deliveries: 0, bytes: 0 };

/** Adds up what a session causes. The caller takes the sum and charges it. */
export class FanOutCount {
  private sum = NONE;

  /**
   * @param deliveries number of copies.
   * @param bytes total size of the copies.
   */
  add(deliveries: number, bytes: number): void {
    this.sum = { deliveries: this.sum.deliveries + deliveries, bytes: this.sum.bytes + bytes };
  }

  /** Returns the sum since the last call. */
  take(): FanOut {
    const { sum } = this;
    this.sum = NONE;
    return sum;
  }
}
