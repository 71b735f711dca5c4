import { Injectable } from '@nestjs/common';
import { BaseCipher, HandshakeError, respond, WorkQueue } from '@sealwave/node/session';
import type { FrameSocket } from '@sealwave/node/tcp';
import { FrameType, TYPE_BYTES } from '@sealwave/wire';
import { VoiceServerConfig } from '../voice-server.config';
import { VoiceSession } from './voice-session';

/** Largest length field before the keys are agreed, and of types that nobody knows after. */
const MAX_SMALL_FRAME_BYTES = 512;
/** A hello of a newer client, which this version ignores. */
const MAX_UNKNOWN_FRAME_BYTES = 2048;

/** The limit on frames of a connection whose handshake is not complete. */
export const handshakeFrameLimit = (): number => MAX_SMALL_FRAME_BYTES;

/** Turns a new connection into a session, a bounded number at a time. */
@Injectable()
export class SessionAcceptor {
  private readonly derivations: WorkQueue;

  constructor(private readonly config: VoiceServerConfig) {
    this.derivations = new WorkQueue(
      { concurrency: config.VOICE_DERIVATIONS, maxWaiting: config.VOICE_DERIVATIONS_WAITING },
      (waiting) => HandshakeError.busy(waiting),
    );
  }

  /** @throws HandshakeError, PublicKeyError, WireError or ConnectionError when it does not come about. */
  async accept(frames: FrameSocket): Promise<VoiceSession> {
    const over = new AbortController();
    try {
      const key = await respond(frames, {
        keyFormat: this.config.VOICE_BASE_KEY_FORMAT,
        deadlineMs: this.config.VOICE_HANDSHAKE_MS,
        derive: (derivation) => this.derivations.run(derivation, over.signal),
      });
      frames.frameLimit = (type) => this.memberFrameLimit(type);
      return new VoiceSession(frames, new BaseCipher(key));
    } finally {
      over.abort(HandshakeError.timeout(this.config.VOICE_HANDSHAKE_MS));
    }
  }

  private memberFrameLimit(type: number): number {
    if (type === FrameType.Audio) return TYPE_BYTES + this.config.VOICE_MAX_MESSAGE_BYTES;
    return MAX_UNKNOWN_FRAME_BYTES;
  }
}
