import type { ConnectionOptions } from './open-connection';

const MEBIBYTE = 1024 * 1024;

/**
 * Limits on the memory and the waiting times of one connection to a voice server (docs/protocol.md, 5.3 and
 * 6).
 */
export const CONNECTION_LIMITS: Omit<
  ConnectionOptions,
  'connectTimeoutMs' | 'handshakeMs' | 'helloMs' | 'trust'
> = {
  silenceMs: 45_000,
  announcementMs: 500,
  maxMessageBytes: 8 * MEBIBYTE,
  maxQueuedBytes: 32 * MEBIBYTE,
  // A server may read nothing for 40 s from a client that has sent much (docs/protocol.md, M6.2).
  stallMs: 60_000,
  frameMs: 10_000,
  minProgressBytes: 160 * 1024,
};
