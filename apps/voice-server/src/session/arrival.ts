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

/** A room that has to be made first is asked for twice. */
const MAX_KNOCKS = 2;
/** Longest time that a timer of Node.js can be set to. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** A connection on which keys are agreed, and which may yet become a secured hop. */
export class Arrival {
  constructor(
    private readonly frames: FrameSocket,
    private readonly agreement: KeyAgreement,
    private readonly responder: Responder,
    private readonly config: VoiceServerConfig,
    private readonly rooms: Rooms,
  ) {}

  /**
   * The session of a client that has not said hello so far; null where the next frame is a hello, or
   * nobody else is let in.
   */
  async base(): Promise<VoiceSession | null> {
    const { aesKey, secret } = this.agreement;
    if (aesKey === null || this.responder.requiresSecuredHop) return null;
    if (await Promise.race([this.nextIsHello(), nextTurn(false)])) return null;
    // Both are needed a second time if a hello comes after all.
    const copy = { ...this.agreement, aesKey: concat(aesKey), secret: concat(secret) };
    return new VoiceSession(this.frames, (await baseHop(copy)).cipher);
  }

  /** Whether the next frame is a hello. One that comes too late does not count. */
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
   * Answers the hello, and lets the client into the room that it asks for.
   * @throws HandshakeError, SessionError or MemberError when it does not come about.
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
      // The next read finds out why there is no next frame.
      () => false,
    );
  }

  /** What the client asked for, and the room that it may enter. */
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

  /** Who has a token stays for as long as it is good, and for as long as a timer can be set to at most. */
  private limit(session: VoiceSession, ms: number): void {
    if (ms === Infinity) return;
    const expired = new MemberError(ErrorCode.JoinDenied, 'the token has expired');
    const timer = setTimeout(() => session.remove(expired), Math.min(ms, MAX_TIMER_MS));
    this.frames.ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /** By address, or by the name that a gateway has for it. */
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
    throw new MemberError(ErrorCode.ProtocolError, 'the first record is no join');
  }
}
