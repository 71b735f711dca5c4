/** Time limit for the gateway's answer to a small request, in milliseconds. */
export const CONTROL_TIMEOUT_MS = 15_000;

/** Time limit for a part, in milliseconds: two parts of 64 KiB at 18 kbit/s. */
export const PART_TIMEOUT_MS = 60_000;

/** Time limit for a sign of life when the connection is in doubt, in milliseconds. */
export const LIVENESS_TIMEOUT_MS = 5_000;
