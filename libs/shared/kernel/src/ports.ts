/** A source of time, so that code with deadlines can be tested without waiting. */
export interface Clock {
  /** Milliseconds since a fixed moment; never goes back. */
  now(): number;
}

/** The monotonic clock of the machine; changes of the date do not affect it. */
export const systemClock: Clock = { now: () => performance.now() };
