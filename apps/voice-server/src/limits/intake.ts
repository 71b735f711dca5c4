import { TokenBucket } from '@sealwave/node/limits';
import type { VoiceServerConfig } from '../voice-server.config';

/** A whole recording of the greatest length comes as one message, and a second one may follow. */
const BURST_BYTES = 10 * 1024 * 1024;

/** How fast one client may send (docs/protocol.md, section 6.1). */
export class Intake {
  private readonly messages: TokenBucket;
  private readonly bytes: TokenBucket;

  constructor(config: VoiceServerConfig, nowMs: number) {
    const { VOICE_MESSAGES_PER_SECOND: perSecond, VOICE_BYTES_PER_SECOND: bytesPerSecond } = config;
    this.messages = new TokenBucket(perSecond, 2 * perSecond, nowMs);
    this.bytes = new TokenBucket(bytesPerSecond, BURST_BYTES, nowMs);
  }

  /** Counts a message; returns how long to wait before the next one is read, in milliseconds. */
  delayMs(messageBytes: number, nowMs: number): number {
    return Math.max(this.messages.take(1, nowMs), this.bytes.take(messageBytes, nowMs));
  }
}
