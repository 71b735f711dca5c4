import type { VoiceLinkOptions } from './voice-link';

const MEBIBYTE = 1024 * 1024;

/** What one link to a voice server may cost, and how long it is waited for (docs/protocol.md, 5.3 and 6). */
export const CLIENT_LINK_LIMITS: Omit<
  VoiceLinkOptions,
  'connectTimeoutMs' | 'handshakeMs' | 'helloMs' | 'trust'
> = {
  silenceMs: 45_000,
  announcementMs: 500,
  maxMessageBytes: 8 * MEBIBYTE,
  maxQueuedBytes: 32 * MEBIBYTE,
  stallMs: 10_000,
  frameMs: 10_000,
  minProgressBytes: 160 * 1024,
};
