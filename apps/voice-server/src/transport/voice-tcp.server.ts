import { type AddressInfo, createServer, type Server as NetServer, type Socket } from 'node:net';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { BaseRpcContext, type CustomTransportStrategy, Server } from '@nestjs/microservices';
import { type Clock, VoiceError } from '@sealwave/kernel';
import { HandshakeError } from '@sealwave/node/hop';
import { ConnectionError, FrameSocket } from '@sealwave/node/connection';
import { CLOCK } from '../clock';
import { Admission, type ConnectionSlot } from '../limits/admission';
import { Memory } from '../limits/memory';
import { InboundRateLimit } from '../limits/inbound-rate-limit';
import { RoomTurns, unitsOf } from '../rooms/room-turns';
import { handshakeFrameLimit, SessionAcceptor } from '../session/session-acceptor';
import type { VoiceSession } from '../session/voice-session';
import { VoiceServerConfig } from '../voice-server.config';
import { type AudioMessage, type SessionChange, VoiceEvent } from './voice-event';

const MIN_PROGRESS_BYTES = 160 * 1024;
/** Pings that a client may leave unanswered. */
const SILENT_PINGS = 3;

/**
 * Nest transport for the voice protocol. Owns the sockets and their lifetime, nothing else:
 * {@link Admission} decides who may connect, {@link SessionAcceptor} agrees on keys, and the
 * handlers of `AudioController` do the work.
 */
@Injectable()
export class VoiceTcpServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('voice-tcp');
  protected override readonly logger = new Logger(VoiceTcpServer.name);
  /** Each open connection, and what resolves when nothing is left of it. */
  private readonly open = new Map<FrameSocket, Promise<void>>();
  private readonly sessions = new Set<VoiceSession>();
  private closing = false;
  private readonly net = createServer((socket) => this.accept(socket));

  constructor(
    private readonly config: VoiceServerConfig,
    private readonly admission: Admission,
    private readonly acceptor: SessionAcceptor,
    private readonly turns: RoomTurns,
    private readonly memory: Memory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    super();
  }

  /** Where the server listens, once it does. */
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

  /** `net.Server.close` alone would wait for connected clients, so those are cut first. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.net.close(resolve));
    this.closing = true;
    for (const session of this.sessions) session.bye();
    for (const frames of this.open.keys()) frames.close();
    await Promise.all([closed, ...this.open.values()]);
  }

  on(): never {
    throw new Error('this transport has no events of its own');
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

  /** One connection from accept to close; every way out passes `finally`. */
  private async serve(frames: FrameSocket): Promise<void> {
    try {
      const place = this.admission.enter(frames.peerAddress);
      try {
        await this.handshakeAndServe(frames, place);
      } finally {
        place.leave();
      }
    } catch (error) {
      this.report('connection-refused', error);
    } finally {
      frames.close();
    }
  }

  /**
   * A client of the base protocol is in the lobby at once, and leaves it again when it turns out not to
   * be one; our own clients say hello before that.
   */
  private async handshakeAndServe(frames: FrameSocket, place: ConnectionSlot): Promise<void> {
    frames.ended.addEventListener('abort', () => place.settle(), { once: true });
    await place.begin();
    const arrival = await this.acceptor.accept(frames);
    const base = await arrival.base();
    if (base) {
      place.settle();
      place.yieldWhenIdle((reason) => frames.close(reason));
      const saidHello = await this.serveSession(frames, base, place, () => arrival.saysHello());
      if (!saidHello) return;
      place.keep();
    } else if (!(await arrival.saysHello())) {
      throw HandshakeError.helloMissing();
    }
    const session = await arrival.secure();
    place.settle();
    frames.limitSilence(SILENT_PINGS * this.config.VOICE_PING_MS);
    const pings = setInterval(() => session.ping(), this.config.VOICE_PING_MS);
    try {
      await this.serveSession(frames, session, place);
    } finally {
      clearInterval(pings);
    }
  }

  /**
   * @param isOver asked before the first frame is taken: whether this session ends, and another one
   * takes its place.
   * @returns what it said.
   */
  private async serveSession(
    frames: FrameSocket,
    session: VoiceSession,
    place: ConnectionSlot,
    isOver: () => Promise<boolean> = async () => false,
  ): Promise<boolean> {
    const hop = session.isSecured ? 'secured' : 'base';
    this.sessions.add(session);
    await this.dispatch(VoiceEvent.Opened, { session });
    this.logger.log({ event: 'session-opened', sessionId: session.id, hop });
    try {
      if (await isOver()) return true;
      await this.relayAll(frames, session, place);
      if (session.isSecured && !session.hasLeft && !this.closing) {
        throw ConnectionError.interrupted();
      }
    } catch (error) {
      this.report('session-cut', error, session);
    } finally {
      this.sessions.delete(session);
      await this.dispatch(VoiceEvent.Closed, { session });
      this.logger.log({ event: 'session-closed', sessionId: session.id, ...session.totals });
    }
    return false;
  }

  private async relayAll(
    frames: FrameSocket,
    session: VoiceSession,
    place: ConnectionSlot,
  ): Promise<void> {
    const intake = new InboundRateLimit(this.config, this.clock.now());
    const onDropped = (reason: VoiceError) => this.report('message-dropped', reason, session);
    for await (const frame of frames.frames()) {
      // To open a message is work of its room as well.
      const turn = this.turns.take(session.room ?? session, unitsOf(frame.body.length));
      if (turn) await turn;
      const now = this.clock.now();
      const audio = await session.take(frame, now, onDropped).catch((error: unknown) => {
        // To leave this loop closes the connection.
        session.refuse(error);
        throw error;
      });
      if (audio) {
        place.touch();
        await this.dispatch(VoiceEvent.Audio, { session, audio });
      }
      // Not reading on is what slows down a client that sends too fast; nothing is lost.
      const { deliveries, bytes: deliveredBytes } = session.takeFanOut();
      const traffic = { bytes: frame.body.length, deliveries, deliveredBytes };
      const waitMs = intake.delayMs(traffic, now);
      if (waitMs > 0) await frames.pause(waitMs);
    }
  }

  private dispatch(pattern: VoiceEvent, data: SessionChange | AudioMessage): Promise<void> {
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
