export { backoffDelayMs } from './backoff';
export { type Target } from './dial';
export { ConnectionError, FrameSocket, type FrameSocketLimits } from './frame-socket';
export { SendQueue, type SendQueueLimits, SlowConsumerError } from './send-queue';
export { VoiceLink, type VoiceLinkObserver, type VoiceLinkOptions } from './voice-link';
