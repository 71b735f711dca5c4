export { CONNECTION_LIMITS } from './connection/connection-limits';
export type { JoinRequest } from './connection/open-connection';
export { type Probe, probe } from './connection/probe';
export { type Incoming, readIncoming } from './incoming';
export { metricsOfSealed, metricsOfVoice } from './metrics';
export { VoiceClient } from './voice-client';
export type {
  SealedNotice,
  VoiceClientObserver,
  VoiceClientOptions,
} from './voice-client-observer';
