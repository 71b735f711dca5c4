import { type AddressInfo, createServer, type Server as NetServer, type Socket } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { BaseRpcContext, type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { type Clock, VoiceError } from '@sealwave/kernel';
import { ConnectionError, FrameSocket } from '@sealwave/node/connection';
import { CLOCK } from '../clock';
import { Admission, type ConnectionSlot } from '../limits/admission';
import { Memory } from '../limits/memory';
import { InboundRateLimit } from '../limits/inbound-rate-limit';
import { AUDIO_EVENT, type AudioMessage } from '../relay/broadcaster';
import { SEALED_EVENT, type SealedMessage } from '../relay/sealed-relay';
import type { Room } from '../rooms/room';
import { UNNAMED } from '../rooms/room-member';
import { RoomTurns, unitsOf } from '../rooms/room-turns';
import { Rooms } from '../rooms/rooms';
import { handshakeFrameLimit, SessionAcceptor } from '../session/session-acceptor';
import type { SessionEvent } from '../session/session-event';
import type { VoiceSession } from '../session/voice-session';
import { VoiceServerConfig } from '../voice-server.config';
import { type Frame, FrameType } from '@sealwave/wire';

const MIN_PROGRESS_BYTES = 160 * 1024;
/** Pings that a client may leave unanswered. */
const SILENT_PINGS = 3;

/** What a handler relays to others. */
type RelayedEvent = Exclude<SessionEvent, { kind: 'control' }>;

/** A client after its handshake, and its room. */
interface Served {
  readonly session: VoiceSession;
  readonly room: Room;
  readonly slot: ConnectionSlot;
}

/**
 * Nest transport for the voice protocol. It owns only the sockets and their lifetime. {@link Admission} decides
 * who may connect. {@link SessionAcceptor} completes the handshake. {@link Room} knows its members.
 * `Broadcaster` relays their messages. `SealedRelay` relays sealed records and transmissions.
 */
@Injectable()
export class VoiceTcpServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('voice-tcp');
  protected override readonly logger = new Logger(VoiceTcpServer.name);
  /** Each open connection, and a promise that resolves when it is fully closed. */
  private readonly open = new Map<FrameSocket, Promise<void>>();
  private readonly sessions = new Set<VoiceSession>();
  private closing = false;
  private readonly net = createServer((socket) => this.accept(socket));

  constructor(
    private readonly config: VoiceServerConfig,
    private readonly admission: Admission,
    private readonly acceptor: SessionAcceptor,
    private readonly rooms: Rooms,
    private readonly turns: RoomTurns,
    private readonly memory: Memory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  /** The address that the server listens on. Call it only after `listen`. */
  get address(): AddressInfo {
    return this.net.address() as AddressInfo;
  }

  listen(done: (error?: unknown) => void): void {
    this.net.once('error', done);
    this.net.listen(this.config.VOICE_PORT, this.config.VOICE_HOST, () => {
      this.net.off('error', done);
      this.net.on('error', (error) => this.logger.error(error));
      done();
    });
  }

  /** Stops the server. Disconnects the clients first, because `net.Server.close` alone would wait for them. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.net.close(resolve));
    this.closing = true;
    for (const session of this.sessions) session.sendGoodbye();
    for (const frames of this.open.keys()) frames.close();
    await Promise.all([closed, ...this.open.values()]);
  }

  on(): never {
    throw new Error('this transport emits no events');
  }

  unwrap<T = NetServer>(): T {
    return this.net as T;
  }

  private accept(socket: Socket): void {
    const frames = new FrameSocket(socket, handshakeFrameLimit, {
      maxQueuedBytes: this.config.VOICE_MAX_QUEUED_BYTES,
      stallMs: this.config.VOICE_STALL_MS,
      frameMs: this.config.VOICE_FRAME_MS,
      minProgressBytes: MIN_PROGRESS_BYTES,
      receiving: this.memory.receiving,
      sending: this.memory.sending,
    });
    const served = this.serve(frames).finally(() => this.open.delete(frames));
    this.open.set(frames, served);
  }

  /** Serves one connection from accept to close. Every exit runs `finally`. */
  private async serve(frames: FrameSocket): Promise<void> {
    try {
      const slot = this.admission.enter(frames.peerAddress);
      frames.ended.addEventListener('abort', () => slot.settle(), { once: true });
      try {
        await slot.begin();
        await this.handshakeAndServe(frames, slot);
      } finally {
        slot.leave();
      }
    } catch (error) {
      this.report('connection-refused', error);
    } finally {
      frames.close();
    }
  }

  private async handshakeAndServe(frames: FrameSocket, slot: ConnectionSlot): Promise<void> {
    const { lobby: room } = this.rooms;
    const handshake = await this.acceptor.accept(frames, {
      begin: (session) => {
        slot.settle();
        slot.yieldWhenIdle((reason) => frames.close(reason));
        room.enter(session, UNNAMED);
        this.logOpened(session);
      },
      end: (session) => {
        this.closeSession({ session, room });
        slot.keep();
      },
    });
    if (handshake.kind === 'refused') throw handshake.reason;
    const { session } = handshake;
    if (handshake.kind === 'base') return this.serveSession(frames, { session, room, slot });
    slot.settle();
    frames.limitSilence(SILENT_PINGS * this.config.VOICE_PING_MS);
    const pings = setInterval(() => session.ping(), this.config.VOICE_PING_MS);
    try {
      this.logOpened(session);
      await this.serveSession(frames, { session, room: handshake.room, slot });
    } finally {
      clearInterval(pings);
    }
  }

  private logOpened(session: VoiceSession): void {
    const hop = session.isSecured ? 'secured' : 'base';
    this.sessions.add(session);
    this.logger.log({ event: 'session-opened', sessionId: session.id, hop });
  }

  private closeSession({ session, room }: Omit<Served, 'slot'>): void {
    this.sessions.delete(session);
    room.leave(session);
    this.logger.log({ event: 'session-closed', sessionId: session.id, ...session.totals });
  }

  private async serveSession(frames: FrameSocket, served: Served): Promise<void> {
    const { session } = served;
    try {
      await this.relayAll(frames, served);
      if (session.isSecured && !session.hasLeft && !this.closing) {
        throw ConnectionError.interrupted();
      }
    } catch (error) {
      this.report('session-cut', error, session);
    } finally {
      this.closeSession(served);
    }
  }

  private async relayAll(frames: FrameSocket, { session, room, slot }: Served): Promise<void> {
    const intake = new InboundRateLimit(this.config, this.clock.now());
    for await (const frame of frames.frames()) {
      // The room also pays for opening a message.
      const turn = this.turns.take(room.has(session) ? room : session, unitsOf(frame.body.length));
      if (turn) await turn;
      const now = this.clock.now();
      const event = await this.receive(frame, { session, room }, now);
      if (event) {
        slot.touch();
        await this.dispatch(event, { session, room });
      }
      // Pausing the reads slows down a client that sends too fast. Nothing is lost.
      const { deliveries, bytes: deliveredBytes } = session.takeFanOut();
      const traffic = { bytes: frame.body.length, deliveries, deliveredBytes };
      const waitMs = intake.delayMs(traffic, now);
      if (waitMs > 0) await frames.pause(waitMs);
    }
  }

  /**
   * Carries out what a frame asks of the room.
   * @returns what to relay, or null.
   */
  private async receive(
    frame: Frame,
    { session, room }: Omit<Served, 'slot'>,
    nowMs: number,
  ): Promise<RelayedEvent | null> {
    const onDropped = (reason: VoiceError) => this.report('message-dropped', reason, session);
    try {
      // Sound that does not belong into the room is not opened, and may be empty.
      if (frame.type === FrameType.Audio) room.assertCarries('audio');
      const event = await session.readFrame(frame, nowMs, onDropped);
      if (event) room.assertCarries(event.kind);
      if (event?.kind !== 'control') return event;
      room.applyRequest(session, event.request);
      return null;
    } catch (error) {
      // The loop that receives this error closes the connection.
      session.refuse(error);
      throw error;
    }
  }

  private dispatch(event: RelayedEvent, from: Omit<Served, 'slot'>): Promise<void> {
    const isAudio = event.kind === 'audio';
    const pattern = isAudio ? AUDIO_EVENT : SEALED_EVENT;
    const data: AudioMessage | SealedMessage = isAudio
      ? { ...from, audio: event.audio }
      : { ...from, event };
    return this.handleEvent(pattern, { pattern, data }, new BaseRpcContext([]));
  }

  private report(event: string, error: unknown, session?: VoiceSession): void {
    if (error instanceof VoiceError && error.peerFault) {
      const { code, detail } = error;
      this.logger.warn({ event, code, ...(session && { sessionId: session.id }), ...detail });
    } else {
      this.logger.error(error);
    }
  }
}
