import type { VoiceLinkOptions } from '@sealwave/node/tcp';
import { CLIENT_LINK_LIMITS } from '@sealwave/node/voice-client';

/** How a voice server is connected to. */
export const LINK_OPTIONS: VoiceLinkOptions = {
  ...CLIENT_LINK_LIMITS,
  connectTimeoutMs: 5_000,
  handshakeMs: 10_000,
};
