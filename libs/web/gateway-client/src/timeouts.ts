/** Milliseconds for the gateway to answer a small request. */
export const CONTROL_TIMEOUT_MS = 15_000;
