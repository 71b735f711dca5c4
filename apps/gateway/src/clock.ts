/** Injection token of the `Clock` that deadlines and rates are measured by. */
export const CLOCK = Symbol('clock');
