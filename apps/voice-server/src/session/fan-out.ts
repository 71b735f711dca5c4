/** What a session has caused the server to send to others. */
export interface FanOut {
  readonly deliveries: number;
  readonly bytes: number;
}

const NONE: FanOut = { deliveries: 0, bytes: 0 };

/** Adds up what one session causes, until its caller takes the sum to charge it for that. */
export class FanOutCount {
  private sum = NONE;

  /** @param bytes of all deliveries together. */
  add(deliveries: number, bytes: number): void {
    this.sum = { deliveries: this.sum.deliveries + deliveries, bytes: this.sum.bytes + bytes };
  }

  /** The sum since the last call. */
  take(): FanOut {
    const { sum } = this;
    this.sum = NONE;
    return sum;
  }
}
