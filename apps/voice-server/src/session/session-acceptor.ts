import { Injectable } from '@nestjs/common';
import { BaseCipher, HandshakeError, respond, WorkQueue } from '@sealwave/node/session';
import type { FrameSocket } from '@sealwave/node/tcp';
import { FrameType, TYPE_BYTES } from '@sealwave/wire';
import { VoiceServerConfig } from '../voice-server.config';
import { VoiceSession } from './voice-session';

/** Largest length field before the keys are agreed. */
const MAX_HANDSHAKE_FRAME_BYTES = 512;
/** Largest length field of a type that this version ignores, such as a newer client's hello. */
const MAX_UNKNOWN_FRAME_BYTES = 2048;

/** The limit on frames of a connection whose handshake is not complete. */
export const handshakeFrameLimit = (): number => MAX_HANDSHAKE_FRAME_BYTES;

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
    const key = await respond(frames, {
      keyFormat: this.config.VOICE_BASE_KEY_FORMAT,
      deadlineMs: this.config.VOICE_HANDSHAKE_MS,
      derive: (derivation) => this.derivations.run(derivation, frames.ended),
    });
    frames.frameLimit = (type) => this.memberFrameLimit(type);
    return new VoiceSession(frames, new BaseCipher(key));
  }

  private memberFrameLimit(type: number): number {
    if (type === FrameType.Audio) return TYPE_BYTES + this.config.VOICE_MAX_MESSAGE_BYTES;
    return MAX_UNKNOWN_FRAME_BYTES;
  }
}
