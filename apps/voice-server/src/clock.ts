/** Injection token of the `Clock` for deadlines and rates. */
export const CLOCK = Symbol('clock');
