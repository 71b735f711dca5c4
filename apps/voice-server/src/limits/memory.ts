import { Injectable } from '@nestjs/common';
import { MemoryPool } from '@sealwave/node/connection';
import { VoiceServerConfig } from '../voice-server.config';

/**
 * Checks of sending progress per interval. A system that has buffered enough for a reader of 1 Mbit/s accepts
 * nothing more for seconds.
 */
const SENDING_LOOKS = 5;

/**
 * Memory that all connections together may hold (docs/protocol.md, section 6.1). Half is for receiving and half
 * for sending. A received message waits until its copies can be sent. In one pool, receiving and sending could
 * wait for each other.
 */
@Injectable()
export class Memory {
  /** Budget for long frames that are being received, and for their content. */
  readonly receiving: MemoryPool;
  /** Budget for data that waits to be written. */
  readonly sending: MemoryPool;

  constructor({ VOICE_MEMORY_BYTES }: VoiceServerConfig) {
    const limitBytes = VOICE_MEMORY_BYTES / 2;
    this.receiving = new MemoryPool({ limitBytes });
    this.sending = new MemoryPool({ limitBytes, lookBack: SENDING_LOOKS });
  }
}
