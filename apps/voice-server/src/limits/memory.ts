import { Injectable } from '@nestjs/common';
import { MemoryPool } from '@sealwave/node/connection';
import { VoiceServerConfig } from '../voice-server.config';

/** A system that has taken as much as it keeps for a reader of 1 Mbit/s takes nothing more for seconds. */
const SENDING_LOOKS = 5;

/**
 * What all connections together may hold (docs/protocol.md, section 6.1). Two halves, because a message that was received waits for
 * those that are to be sent: if it waited for its own memory, nothing would get on.
 */
@Injectable()
export class Memory {
  /** Of long frames that are being received, and of what is in them. */
  readonly receiving: MemoryPool;
  /** Of what waits to be written. */
  readonly sending: MemoryPool;

  constructor({ VOICE_MEMORY_BYTES }: VoiceServerConfig) {
    const limitBytes = VOICE_MEMORY_BYTES / 2;
    this.receiving = new MemoryPool({ limitBytes });
    this.sending = new MemoryPool({ limitBytes, lookBack: SENDING_LOOKS });
  }
}
