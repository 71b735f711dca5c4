/** What the gateway accepts of one browser (docs/protocol.md, section 6.3). */
export const GATEWAY_LIMITS = {
  /** Largest Socket.IO packet, and largest recording uploaded in parts, in bytes: Base64 of the longest fits. */
  maxPacketBytes: 16 * 1024 * 1024,
  /** Largest sealed recording, in bytes: one frame of the voice server carries it whole. */
  maxSealedBytes: 8 * 1024 * 1024 - 4096,
  /** Longest recording, in seconds. */
  maxRecordingSeconds: 15 * 60,
  /** Recordings of one browser that are being processed at the same time; as many may be uploaded. */
  maxSendsInFlight: 2,
  /** An upload to which nothing was added for so long is dropped, in milliseconds. */
  uploadIdleMs: 60_000,
} as const;

/** The two figures of the requirements that a coded recording is held against. */
export const QUALITY = { minSnrDb: 40, targetBitrateBps: 64_000 } as const;
