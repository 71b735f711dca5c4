/** What the gateway accepts from one browser (docs/protocol.md, section 6.3). */
export const GATEWAY_LIMITS = {
  /**
   * Largest Socket.IO packet, and largest recording uploaded in parts, in bytes. The longest recording fits as
   * Base64.
   */
  maxPacketBytes: 16 * 1024 * 1024,
  /** Largest sealed recording, in bytes. It fits into one frame of the voice server. */
  maxSealedBytes: 8 * 1024 * 1024 - 4096,
  /** Longest recording, in seconds. */
  maxRecordingSeconds: 15 * 60,
  /**
   * Recordings of one browser that the gateway processes at the same time. The same number may be uploading.
   */
  maxSendsInFlight: 2,
  /** How long an upload may wait for its next part, in milliseconds. Then the gateway drops it. */
  uploadIdleMs: 60_000,
  /**
   * Bytes of records and parts in a sealed room that may wait for the voice server. Each record counts 256
   * more.
   */
  maxSealedWaitingBytes: 256 * 1024,
  /** How long a browser may read nothing of a waiting record or part, in milliseconds. */
  sealedStallMs: 20_000,
} as const;

/** Longest transmission in a sealed room, in seconds (docs/protocol.md, M10.17). */
export const MAX_TRANSMISSION_SECONDS = 10 * 60;

/** The targets of the requirements for a coded recording. */
export const QUALITY = { minSnrDb: 40, targetBitrateBps: 64_000 } as const;
