export { discardMemory } from './sockets/discard-memory';
export { asVoiceError } from './dialling/as-voice-error';
export { backoffDelayMs } from './dialling/backoff';
export { ConnectionError } from './dialling/connection-error';
export { dial } from './dialling/dial';
export { formatTarget, parseTarget, type Target, TARGET } from './dialling/target';
export { FrameSocket, type FrameSocketLimits } from './sockets/frame-socket';
export { type MemoryHolder, MemoryPool } from './sockets/memory-pool';
export { endOfTurn } from './sockets/send-queue';
export { KnownServersFile } from './trust/known-servers';
export {
  IdentityChangedError,
  type KnownServer,
  type ConnectionSecurity,
  PIN,
  ServerTrust,
  UNAUTHENTICATED,
} from './trust/server-trust';
