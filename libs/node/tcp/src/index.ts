export { asVoiceError } from './as-voice-error';
export { backoffDelayMs } from './backoff';
export { ConnectionError } from './connection-error';
export { FrameSocket, type FrameSocketLimits } from './frame-socket';
export { KnownServersError, KnownServersFile } from './known-servers';
export type { JoinRequest } from './join-request';
export { type MemoryHolder, MemoryPool, type MemoryPoolOptions } from './memory-pool';
export { type Probe, probe, type ProbeOptions } from './probe';
export { endOfTurn, SendQueue, type SendQueueLimits, SlowConsumerError } from './send-queue';
export {
  IdentityChangedError,
  type KnownServer,
  type LinkSecurity,
  PIN,
  type ServerMemory,
  ServerTrust,
  type TrustState,
} from './server-trust';
export { formatTarget, parseTarget, type Target, TARGET } from './target';
export { VoiceLink, type VoiceLinkObserver, type VoiceLinkOptions } from './voice-link';
