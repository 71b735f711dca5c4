import { Inject, Injectable } from '@nestjs/common';
import {
  HandshakeError,
  MAX_HELLO_BYTES,
  respond,
  type Responder,
  WorkQueue,
} from '@sealwave/node/hop';
import type { FrameSocket } from '@sealwave/node/connection';
import { MAX_CAPABILITIES_BYTES } from '@sealwave/message';
import { FrameType, TYPE_BYTES } from '@sealwave/wire';
import { RESPONDER } from '../identity/load-identity';
import { Rooms } from '../rooms/rooms';
import { VoiceServerConfig } from '../voice-server.config';
import { Arrival } from './arrival';

/** Largest length field before the keys are agreed. */
const MAX_HANDSHAKE_FRAME_BYTES = 512;
/** Largest length field of a type that this version ignores, and of a hello. */
const MAX_UNKNOWN_FRAME_BYTES = TYPE_BYTES + MAX_HELLO_BYTES;

/** The limit on frames of a connection whose handshake is not complete. */
export const handshakeFrameLimit = (type: number): number =>
  type === FrameType.Hello ? TYPE_BYTES + MAX_HELLO_BYTES : MAX_HANDSHAKE_FRAME_BYTES;

/** Agrees on keys with new connections, a bounded number at a time. */
@Injectable()
export class SessionAcceptor {
  private readonly derivations: WorkQueue;

  constructor(
    private readonly config: VoiceServerConfig,
    @Inject(RESPONDER) private readonly responder: Responder,
    private readonly rooms: Rooms,
  ) {
    this.derivations = new WorkQueue(
      { concurrency: config.VOICE_DERIVATIONS, maxWaiting: config.VOICE_DERIVATIONS_WAITING },
      (waiting) => HandshakeError.busy(waiting),
    );
  }

  /** @throws HandshakeError, PublicKeyError, WireError or ConnectionError when it does not come about. */
  async accept(frames: FrameSocket): Promise<Arrival> {
    const agreement = await respond(frames, {
      keyFormat: this.config.VOICE_BASE_KEY_FORMAT,
      deadlineMs: this.config.VOICE_HANDSHAKE_MS,
      derive: (derivation) => this.derivations.run(derivation, frames.ended),
    });
    frames.frameLimit = (type) => this.memberFrameLimit(type);
    return new Arrival(frames, agreement, this.responder, this.config, this.rooms);
  }

  private memberFrameLimit(type: number): number {
    if (type === FrameType.Audio) return TYPE_BYTES + this.config.VOICE_MAX_MESSAGE_BYTES;
    if (type === FrameType.Control) return TYPE_BYTES + MAX_CAPABILITIES_BYTES;
    return MAX_UNKNOWN_FRAME_BYTES;
  }
}
