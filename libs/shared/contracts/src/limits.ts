/** What the gateway accepts from one browser (docs/protocol.md, section 6.3). */
export const GATEWAY_LIMITS = {
  /**
   * Largest Socket.IO packet, and largest recording uploaded in parts, in bytes. The Base64 of the longest
   * recording fits.
   */
  maxPacketBytes: 16 * 1024 * 1024,
  /** Largest sealed recording, in bytes. It fits into one frame of the voice server. */
  maxSealedBytes: 8 * 1024 * 1024 - 4096,
  /** Longest recording, in seconds. */
  maxRecordingSeconds: 15 * 60,
  /**
   * Recordings of one browser that the gateway processes at the same time; the same number may be uploaded.
   */
  maxSendsInFlight: 2,
  /** How long an upload may stay without a new part before it is dropped, in milliseconds. */
  uploadIdleMs: 60_000,
  /** Bytes of records and parts in a sealed room that wait for the voice server; each record counts 256 more. */
  maxSealedWaitingBytes: 256 * 1024,
  /** How long a browser may take nothing of a record or part that waits for it, in milliseconds. */
  sealedStallMs: 20_000,
} as const;

/** The targets of the requirements for a coded recording. */
export const QUALITY = { minSnrDb: 40, targetBitrateBps: 64_000 } as const;
