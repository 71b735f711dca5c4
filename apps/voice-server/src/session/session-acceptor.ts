import { setImmediate as nextTurn } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { concat, ErrorCode } from '@sealwave/kernel';
import { MAX_CAPABILITIES_BYTES } from '@sealwave/message';
import type { FrameSocket } from '@sealwave/node/connection';
import {
  acceptHello,
  baseHop,
  HandshakeError,
  type Hop,
  type KeyAgreement,
  MAX_HELLO_BYTES,
  parseControl,
  respond,
  type Responder,
  SEALING_BYTES,
  withDeadline,
  WorkQueue,
} from '@sealwave/node/hop';
import { addressGroup, Networks } from '@sealwave/node/limits';
import { MAX_PART_BYTES } from '@sealwave/room/record';
import { FrameType, TYPE_BYTES } from '@sealwave/wire';
import { RESPONDER } from '../identity/load-identity';
import { describedRoomId, type EntryRequest } from '../rooms/entry-request';
import type { Room } from '../rooms/room';
import { type Admitted, Rooms } from '../rooms/rooms';
import { VoiceServerConfig } from '../voice-server.config';
import { MemberError } from './member-error';
import { VoiceSession } from './voice-session';

/** Largest length field before the keys are agreed, in bytes. */
const MAX_HANDSHAKE_FRAME_BYTES = 512;
/** Largest length field of a hello, and of a type that this version ignores, in bytes. */
const MAX_UNKNOWN_FRAME_BYTES = TYPE_BYTES + MAX_HELLO_BYTES;
/** Most requests to enter. A client asks twice for a room that it has to create first. */
const MAX_ENTRY_ATTEMPTS = 2;
/** Longest time that a timer of Node.js can be set to. */
const MAX_TIMER_MS = 2 ** 31 - 1;

/** The frame limit of a connection whose handshake is not complete. */
export const handshakeFrameLimit = (type: number): number =>
  type === FrameType.Hello ? TYPE_BYTES + MAX_HELLO_BYTES : MAX_HANDSHAKE_FRAME_BYTES;

/** The result of a handshake. */
export type Handshake =
  /** A client of the base protocol. It joined the lobby when its session opened. */
  | { readonly kind: 'base'; readonly session: VoiceSession }
  | { readonly kind: 'secured'; readonly session: VoiceSession; readonly room: Room }
  | { readonly kind: 'refused'; readonly reason: unknown };

/**
 * The state of a client that has not sent a hello yet. Such a client is in the lobby at once, as the base
 * protocol defines.
 */
export interface HelloWait {
  begin(session: VoiceSession): void;
  /** The client has sent a hello. So it is not a client of the base protocol. */
  end(session: VoiceSession): void;
}

/** Completes the handshakes of new connections (docs/protocol.md, sections 3 and 9), a bounded number at a time. */
@Injectable()
export class SessionAcceptor {
  private readonly derivations: WorkQueue;
  private readonly gateways: Networks;

  constructor(
    private readonly config: VoiceServerConfig,
    @Inject(RESPONDER) private readonly responder: Responder,
    private readonly rooms: Rooms,
  ) {
    this.gateways = new Networks(config.VOICE_TRUSTED_PEERS);
    this.derivations = new WorkQueue(
      { concurrency: config.VOICE_DERIVATIONS, maxWaiting: config.VOICE_DERIVATIONS_WAITING },
      (waiting) => HandshakeError.busy(waiting),
    );
  }

  /** Runs the whole handshake of one connection. Never rejects: an error becomes the reason of a refusal. */
  async accept(frames: FrameSocket, wait: HelloWait): Promise<Handshake> {
    try {
      const agreement = await respond(frames, {
        keyFormat: this.config.VOICE_BASE_KEY_FORMAT,
        deadlineMs: this.config.VOICE_HANDSHAKE_MS,
        derive: (derivation) => this.derivations.run(derivation, frames.ended),
      });
      frames.frameLimit = (type) => this.memberFrameLimit(type);

      const base = await this.asBaseSession(frames, agreement);
      if (base) wait.begin(base);
      if (!(await this.receivesHello(frames))) {
        forget(agreement);
        if (!base) throw HandshakeError.helloMissing();
        return { kind: 'base', session: base };
      }
      if (base) wait.end(base);

      const hop = await acceptHello(frames, agreement, this.responder);
      const session = new VoiceSession(frames, hop.cipher, hop.exporter);
      try {
        return { kind: 'secured', session, room: await this.enterRoom(frames, hop, session) };
      } catch (error) {
        session.refuse(error);
        throw error;
      }
    } catch (reason) {
      return { kind: 'refused', reason };
    }
  }

  /**
   * Opens the session of a client that has not sent a hello so far.
   * @returns null when the next frame is a hello, or when only clients with a hello are admitted.
   */
  private async asBaseSession(
    frames: FrameSocket,
    agreement: KeyAgreement,
  ): Promise<VoiceSession | null> {
    const { aesKey, secret } = agreement;
    if (aesKey === null || this.responder.requiresSecuredHop) return null;
    if (await Promise.race([nextIsHello(frames), nextTurn(false)])) return null;
    // Both are needed a second time if a hello still comes.
    const copy = { ...agreement, aesKey: concat(aesKey), secret: concat(secret) };
    return new VoiceSession(frames, (await baseHop(copy)).cipher);
  }

  /**
   * Waits for a hello as the next frame.
   * @returns false when it did not come in time.
   */
  private receivesHello(frames: FrameSocket): Promise<boolean> {
    const expiry = frames.pause(this.config.VOICE_HELLO_MS).then(() => false);
    return Promise.race([nextIsHello(frames), expiry]);
  }

  /** Admits the client of a secured hop to the room that it asks for. */
  private async enterRoom(frames: FrameSocket, hop: Hop, session: VoiceSession): Promise<Room> {
    for (let attempt = 1; ; attempt++) {
      const request = await this.nextEntryRequest(frames, hop);
      try {
        const person = this.personOf(frames, request);
        const exporter = hop.exporter ?? new Uint8Array(0);
        const described = await describedRoomId(request);
        const context = { exporter, person, dateMs: Date.now(), describedRoomId: described };
        const { room, grant } = this.rooms.admit(request, context);
        session.setClientInfo(request.caps);
        this.scheduleTokenExpiry(frames, session, { room, grant });
        const { role, token } = grant;
        room.enter(session, { name: request.name ?? null, role, token, person });
        return room;
      } catch (error) {
        const isDenied = error instanceof MemberError && error.code === ErrorCode.JoinDenied;
        if (!isDenied || attempt === MAX_ENTRY_ATTEMPTS) throw error;
        session.refuse(error);
      }
    }
  }

  private async nextEntryRequest(frames: FrameSocket, { cipher }: Hop): Promise<EntryRequest> {
    const step = frames.receive();
    const { type, body } = await withDeadline(step, this.config.VOICE_HANDSHAKE_MS);
    if (type !== FrameType.Control) throw HandshakeError.unexpectedFrame(type, FrameType.Control);
    const record = parseControl(cipher.open(body, type));
    if (record?.t === 'join' || record?.t === 'create') return record;
    throw new MemberError(ErrorCode.ProtocolError, 'the first record is no join');
  }

  /**
   * Ends the stay of a client when its token expires. A timer has a longest time, so the stay may end earlier.
   */
  private scheduleTokenExpiry(
    frames: FrameSocket,
    session: VoiceSession,
    { room, grant }: Admitted,
  ): void {
    if (grant.endsAtMs === Infinity) return;
    const ms = Math.min(grant.endsAtMs - Date.now(), MAX_TIMER_MS);
    const expired = new MemberError(ErrorCode.JoinDenied, 'the token has expired');
    const timer = setTimeout(() => room.remove(session, expired), ms);
    frames.ended.addEventListener('abort', () => clearTimeout(timer), { once: true });
  }

  /** The person behind a connection: its address, or the gateway's tag for them. */
  private personOf({ peerAddress }: FrameSocket, { visitor }: EntryRequest): string {
    const isGateway = this.gateways.has(peerAddress);
    return isGateway && visitor ? `visitor ${visitor}` : `address ${addressGroup(peerAddress)}`;
  }

  private memberFrameLimit(type: number): number {
    if (type === FrameType.Audio) return TYPE_BYTES + this.config.VOICE_MAX_MESSAGE_BYTES;
    if (type === FrameType.Control) return TYPE_BYTES + MAX_CAPABILITIES_BYTES;
    if (type === FrameType.Transmission) return TYPE_BYTES + MAX_PART_BYTES + SEALING_BYTES;
    return MAX_UNKNOWN_FRAME_BYTES;
  }
}

function nextIsHello(frames: FrameSocket): Promise<boolean> {
  return frames.peek().then(
    ({ type }) => type === FrameType.Hello,
    // The next read finds out why there is no next frame.
    () => false,
  );
}

function forget({ secret, aesKey }: KeyAgreement): void {
  secret.fill(0);
  aesKey?.fill(0);
}
