import { setImmediate as nextTurn } from 'node:timers/promises';
import { concat, ErrorCode } from '@sealwave/kernel';
import {
  acceptHello,
  type KeyAgreement,
  baseHop,
  HandshakeError,
  type Hop,
  type HopCipher,
  parseControl,
  type Responder,
  withDeadline,
} from '@sealwave/node/hop';
import { addressGroup, Networks } from '@sealwave/node/limits';
import type { FrameSocket } from '@sealwave/node/connection';
import { FrameType } from '@sealwave/wire';
import type { VoiceServerConfig } from '../voice-server.config';
import type { Entry, Knock, Rooms } from '../rooms/rooms';
import { MemberError } from './member-error';
import { VoiceSession } from './voice-session';

/** A client that creates a room first asks to join it, so it sends two requests. */
const MAX_KNOCKS = 2;
/** Longest delay that a timer of Node.js supports, in milliseconds. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A connection with agreed keys that may still become a secured hop. */
export class Arrival {
  constructor(
    private readonly frames: FrameSocket,
    private readonly agreement: KeyAgreement,
    private readonly responder: Responder,
    private readonly config: VoiceServerConfig,
    private readonly rooms: Rooms,
  ) {}

  /**
   * The session of a client of the base protocol; null when the next frame is a hello, or the server requires
   * a secured hop.
   */
  async base(): Promise<VoiceSession | null> {
    const { aesKey, secret } = this.agreement;
    if (aesKey === null || this.responder.requiresSecuredHop) return null;
    if (await Promise.race([this.nextIsHello(), nextTurn(false)])) return null;
    // Copies, because a later hello would need both again.
    const copy = { ...this.agreement, aesKey: concat(aesKey), secret: concat(secret) };
    return new VoiceSession(this.frames, (await baseHop(copy)).cipher);
  }

  /**
   * Waits for a hello as the next frame.
   * @returns false when it did not come in time.
   */
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
   * Answers the hello, and admits the client to the room that it asks for.
   * @throws HandshakeError when the handshake fails.
   * @throws SessionError when a record fails its checks.
   * @throws MemberError when the client is not admitted.
   */
  async secure(): Promise<VoiceSession> {
    const hop = await acceptHello(this.frames, this.agreement, this.responder);
    const session = new VoiceSession(this.frames, hop.cipher);
    try {
      const [knock, { room, permit }] = await this.letIn(hop, session);
      session.introduce(knock.caps);
      session.room = room;
      this.limit(session, permit.endsAtMs - Date.now());
      const { role, token } = permit;
      room.enter(session, { name: knock.name ?? null, role, token, person: this.personOf(knock) });
    } catch (error) {
      session.refuse(error);
      throw error;
    }
    return session;
  }

  private nextIsHello(): Promise<boolean> {
    return this.frames.peek().then(
      ({ type }) => type === FrameType.Hello,
      // The next read reports why there is no frame.
      () => false,
    );
  }

  /** The client's request, and the room that it may enter. */
  private async letIn(hop: Hop, session: VoiceSession): Promise<readonly [Knock, Entry]> {
    for (let knocks = 1; ; knocks++) {
      const knock = await this.nextKnock(hop.cipher);
      try {
        const exporter = hop.exporter ?? new Uint8Array(0);
        const asking = { exporter, person: this.personOf(knock), dateMs: Date.now() };
        return [knock, this.rooms.admit(knock, asking)];
      } catch (error) {
        const isDenied = error instanceof MemberError && error.code === ErrorCode.JoinDenied;
        if (!isDenied || knocks === MAX_KNOCKS) throw error;
        session.refuse(error);
      }
    }
  }

  /** Removes the client when its token expires, or when the longest timer does. */
  private limit(session: VoiceSession, ms: number): void {
    if (ms === Infinity) return;
    const expired = new MemberError(ErrorCode.JoinDenied, 'the token has expired');
    const timer = setTimeout(() => session.remove(expired), Math.min(ms, MAX_TIMER_MS));
    this.frames.ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /** The person's identity: the address, or a gateway's tag for them. */
  private personOf({ visitor }: Knock): string {
    const { peerAddress } = this.frames;
    const isGateway = new Networks(this.config.VOICE_TRUSTED_PEERS).has(peerAddress);
    return isGateway && visitor ? `visitor ${visitor}` : `address ${addressGroup(peerAddress)}`;
  }

  private async nextKnock(cipher: HopCipher): Promise<Knock> {
    const step = this.frames.receive();
    const { type, body } = await withDeadline(step, this.config.VOICE_HANDSHAKE_MS);
    if (type !== FrameType.Control) throw HandshakeError.unexpectedFrame(type, FrameType.Control);
    const record = parseControl(cipher.open(body, type));
    if (record?.t === 'join' || record?.t === 'create') return record;
    throw new MemberError(ErrorCode.ProtocolError, 'the first record must be a join');
  }
}
