import { TokenBucket } from '@sealwave/node/limits';
import type { VoiceServerConfig } from '../voice-server.config';

/**
 * Burst in bytes. A recording of the greatest length arrives as one message, and another message may follow.
 */
const BURST_BYTES = 10 * 1024 * 1024;
/** Recipients of that burst: a full room. */
const BURST_RECIPIENTS = 64;

/**
 * Longest single pause in milliseconds. A client takes a server for dead if it reads nothing for much longer.
 * With the default rates, the longest message takes less time. A longer debt is paid in several pauses. During
 * a pause, the client holds no memory for messages. If its message were read slowly instead, it would hold the
 * memory of several messages all the time.
 */
export const MAX_PAUSE_MS = 40_000;

/** What one client has sent, and what the server had to send because of it. */
export interface Traffic {
  readonly bytes: number;
  /** Number of copies: one for each recipient of each message. */
  readonly deliveries: number;
  /** Total size of all copies. */
  readonly deliveredBytes: number;
}

/**
 * Limits how fast a client may send (docs/protocol.md, section 6.1). A message counts once for itself and once
 * for each recipient, because that is its cost.
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

  /**
   * Counts a message.
   * @returns milliseconds to wait before reading the next one.
   */
  delayMs({ bytes, deliveries, deliveredBytes }: Traffic, nowMs: number): number {
    const debtMs = Math.max(
      this.messages.consume(1, nowMs),
      this.bytes.consume(bytes, nowMs),
      this.deliveries.consume(deliveries, nowMs),
      this.deliveredBytes.consume(deliveredBytes, nowMs),
    );
    return Math.min(debtMs, MAX_PAUSE_MS);
  }
}
