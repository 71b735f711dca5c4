/** Where time comes from, so that code with deadlines can be tested without waiting. */
export interface Clock {
  /** Milliseconds since a fixed moment; never goes back. */
  now(): number;
}

/** The clock of the machine: monotonic, unaffected by changes of the date. */
export const systemClock: Clock = { now: () => performance.now() };
