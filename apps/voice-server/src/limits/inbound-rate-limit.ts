import { TokenBucket } from '@sealwave/node/limits';
import type { VoiceServerConfig } from '../voice-server.config';

/** A whole recording of the greatest length comes as one message, and a second one may follow. */
const BURST_BYTES = 10 * 1024 * 1024;
/** The same recording may go to a full room. */
const BURST_RECIPIENTS = 64;

/** What one client has sent, and what it has caused the server to send to others. */
export interface Traffic {
  readonly bytes: number;
  /** Copies: one for each recipient of each message. */
  readonly deliveries: number;
  /** Of all copies together. */
  readonly deliveredBytes: number;
}

/**
 * How fast one client may send (docs/protocol.md, section 6.1). A message counts once for itself and once for each of
 * those it goes to, because that is what it costs.
 */
export class InboundRateLimit {
  private readonly messages: TokenBucket;
  private readonly bytes: TokenBucket;
  private readonly deliveries: TokenBucket;
  private readonly deliveredBytes: TokenBucket;

  constructor(config: VoiceServerConfig, nowMs: number) {
    const { VOICE_MESSAGES_PER_SECOND: perSecond, VOICE_BYTES_PER_SECOND: bytesPerSecond } = config;
    const copies = config.VOICE_DELIVERIES_PER_SECOND;
    this.messages = new TokenBucket(perSecond, 2 * perSecond, nowMs);
    this.bytes = new TokenBucket(bytesPerSecond, BURST_BYTES, nowMs);
    this.deliveries = new TokenBucket(copies, 2 * copies, nowMs);
    this.deliveredBytes = new TokenBucket(
      config.VOICE_DELIVERED_BYTES_PER_SECOND,
      BURST_RECIPIENTS * BURST_BYTES,
      nowMs,
    );
  }

  /** Counts a message; returns how long to wait before the next one is read, in milliseconds. */
  delayMs({ bytes, deliveries, deliveredBytes }: Traffic, nowMs: number): number {
    return Math.max(
      this.messages.take(1, nowMs),
      this.bytes.take(bytes, nowMs),
      this.deliveries.take(deliveries, nowMs),
      this.deliveredBytes.take(deliveredBytes, nowMs),
    );
  }
}
