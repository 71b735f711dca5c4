/** A source of time. Code with deadlines can be tested with another one, without waiting. */
export interface Clock {
  /** Milliseconds since a fixed moment. Never goes back. */
  now(): number;
}

/** The monotonic clock of the machine; changes of the date do not affect it. */
export const systemClock: Clock = { now: () => performance.now() };
