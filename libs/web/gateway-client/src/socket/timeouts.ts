/** Milliseconds for the gateway to answer a small request. */
export const CONTROL_TIMEOUT_MS = 15_000;

/** Milliseconds for it to show that it is still there, when that is in doubt. */
export const LIVENESS_TIMEOUT_MS = 5_000;
