import { setImmediate as nextTurn } from 'node:timers/promises';
import { concat, ErrorCode } from '@sealwave/kernel';
import { capabilitiesOf, takesMessages } from '@sealwave/message';
import {
  acceptHello,
  type Agreement,
  baseHop,
  HandshakeError,
  type HopCipher,
  parseControl,
  type Responder,
  withDeadline,
} from '@sealwave/node/session';
import type { FrameSocket } from '@sealwave/node/tcp';
import { FrameType } from '@sealwave/wire';
import type { VoiceServerConfig } from '../voice-server.config';
import { MemberError, VoiceSession } from './voice-session';

/** The one room there is. */
const LOBBY = 'lobby';

/** A connection on which keys are agreed, and which may yet become a secured hop. */
export class Arrival {
  constructor(
    private readonly frames: FrameSocket,
    private readonly agreement: Agreement,
    private readonly responder: Responder,
    private readonly config: VoiceServerConfig,
  ) {}

  /**
   * The session of a client that has not said hello so far; null where the next frame is a hello, or
   * nobody else is let in.
   */
  async base(): Promise<VoiceSession | null> {
    const { aesKey, secret } = this.agreement;
    if (aesKey === null || this.responder.requiresHop) return null;
    if (await Promise.race([this.nextIsHello(), nextTurn(false)])) return null;
    // Both are needed once more if a hello comes after all.
    const copy = { ...this.agreement, aesKey: concat(aesKey), secret: concat(secret) };
    return new VoiceSession(this.frames, (await baseHop(copy)).cipher);
  }

  /** Whether the next frame is a hello. One that comes later than allowed is none. */
  async saysHello(): Promise<boolean> {
    const expiry = this.frames.pause(this.config.VOICE_HELLO_MS).then(() => false);
    const said = await Promise.race([this.nextIsHello(), expiry]);
    if (!said) {
      this.agreement.secret.fill(0);
      this.agreement.aesKey?.fill(0);
    }
    return said;
  }

  /**
   * Answers the hello, and lets the client join the lobby.
   * @throws HandshakeError, SessionError or MemberError when it does not come about.
   */
  async secure(): Promise<VoiceSession> {
    const { cipher } = await acceptHello(this.frames, this.agreement, this.responder);
    const session = new VoiceSession(this.frames, cipher);
    try {
      session.admit(await this.join(cipher));
    } catch (error) {
      session.refuse(error);
      throw error;
    }
    return session;
  }

  private nextIsHello(): Promise<boolean> {
    return this.frames.peek().then(
      ({ type }) => type === FrameType.Hello,
      // Whoever reads on finds out why there is no next frame.
      () => false,
    );
  }

  /** Whether the client that joins takes native messages. */
  private async join(cipher: HopCipher): Promise<boolean> {
    const step = this.frames.receive();
    const { type, body } = await withDeadline(step, this.config.VOICE_HANDSHAKE_MS);
    if (type !== FrameType.Control) throw HandshakeError.unexpectedFrame(type, FrameType.Control);
    const record = parseControl(cipher.open(body, type));
    if (record?.t !== 'join') {
      throw new MemberError(ErrorCode.ProtocolError, 'the first record is no join');
    }
    if (record.room !== LOBBY) throw new MemberError(ErrorCode.JoinDenied, 'there is no such room');
    return takesMessages(capabilitiesOf(record.caps));
  }
}
