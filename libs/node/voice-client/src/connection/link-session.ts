import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import { encodeCapabilities, parseCapabilities, takesMessages } from '@sealwave/message';
import {
  encodeControl,
  HandshakeError,
  type Hop,
  openMessage,
  SealedSendQueue,
  parseControl,
  SessionError,
  withDeadline,
} from '@sealwave/node/hop';
import { applyNotice, type Moderation, type Roster, UNKNOWN_ROSTER } from '@sealwave/room';
import { isRoomNotice, type RoomNotice, type RoomRecord } from '@sealwave/room/record';
import { type Frame, FrameType } from '@sealwave/wire';
import { ServerCapabilities } from './server-capabilities';
import {
  asVoiceError,
  ConnectionError,
  type FrameSocket,
  type LinkSecurity,
} from '@sealwave/node/connection';
import type { JoinRequest } from './join-request';
import { type JoinAnswer, joinRoom } from './join-room';

/** Bytes of the sender's number before its message. */
const SENDER_BYTES = 4;

/** Receives the events of a connection. */
export interface SessionObserver {
  /**
   * Receives a message.
   * @param sender number of the member that sent it; null when the server does not report it.
   */
  onAudio(audio: Uint8Array, sender: number | null): void | Promise<void>;
  /** Receives a notice of the server about the room. */
  onRoom?(notice: RoomNotice): void;
  /** Receives the reason when a message failed its checks, or {@link onAudio} could not handle it. */
  onDropped(error: VoiceError): void;
  /** Receives an error that the server reported. */
  onProblem(error: VoiceError): void;
}

/** One connection to the server after its handshake, on a base or a secured hop. */
export class ServerConnection {
  private readonly outbox: SealedSendQueue;
  private readonly announcement: ServerCapabilities;
  private heardBye = false;
  private senders = false;
  private _presence: Roster = UNKNOWN_ROSTER;

  /**
   * @param frames the connection.
   * @param hop its hop.
   * @param security how it is protected.
   * @param announcementMs time for a server of the base protocol to answer our announcement, in milliseconds.
   */
  constructor(
    readonly frames: FrameSocket,
    private readonly hop: Hop,
    readonly security: LinkSecurity,
    announcementMs: number,
  ) {
    this.outbox = new SealedSendQueue(frames, hop.cipher);
    this.announcement = new ServerCapabilities(announcementMs);
  }

  /** The members of the room, according to the server so far. */
  get presence(): Roster {
    return this._presence;
  }

  /**
   * Enters a room, and creates it if it does not exist; on a secured hop, it resolves when the server has
   * admitted the client.
   * @throws ConnectionError, HandshakeError or SessionError when it does not.
   */
  async join(deadlineMs: number, request: JoinRequest = {}): Promise<void> {
    const { cipher, exporter } = this.hop;
    if (!cipher.isSecured || !exporter) {
      // Base hops exist in the lobby only; a client that wanted another room must not be heard there.
      if (request.room) throw HandshakeError.unauthenticated();
      await this.outbox.send(encodeCapabilities(), FrameType.Control);
      return;
    }
    const joined = await joinRoom(request, exporter, (record) => this.ask(record, deadlineMs));
    this._presence = joined.roster;
    this.senders = joined.capabilities.senders;
    this.announcement.learn(takesMessages(joined.capabilities));
  }

  /** Mutes, unmutes, removes or bans a member. The server reports the result. */
  async moderate(act: Moderation, n: number): Promise<void> {
    await this.outbox.send(encodeControl({ t: 'moderate', act, n }), FrameType.Control);
  }

  /** Tells the other members that our person starts or stops speaking. */
  async talk(on: boolean): Promise<void> {
    if (!this.hop.cipher.isSecured) return;
    await this.outbox.send(encodeControl({ t: 'talking', on }), FrameType.Control);
  }

  /** Whether the server supports native messages. */
  takesMessages(): Promise<boolean> {
    return this.announcement.takesMessages();
  }

  /**
   * Seals and sends one message; resolves when it was handed to the system.
   * @param signal cancels the message until it is sealed.
   * @throws ConnectionError when the connection ended before that.
   * @throws the reason of `signal`.
   */
  async send(audio: Uint8Array, signal?: AbortSignal): Promise<void> {
    await this.closeAtMessageLimit(() => this.outbox.send(audio, FrameType.Audio, signal));
    await this.frames.flushed();
    if (this.frames.closed) throw ConnectionError.closed();
  }

  /** Leaves after everything has been sent. */
  async leave(): Promise<void> {
    // A caller that still waits for the capabilities gets an answer now.
    this.announcement.learn(false);
    try {
      if (this.hop.cipher.isSecured) {
        await this.outbox.send(encodeControl({ t: 'bye' }), FrameType.Control);
      }
    } finally {
      this.frames.end();
    }
  }

  /**
   * Handles everything that arrives until the connection ends normally.
   * @param left aborts when we leave; later messages are dropped.
   * @throws VoiceError when the connection ends abnormally.
   */
  async receive(observer: SessionObserver, left: AbortSignal): Promise<void> {
    for await (const frame of this.frames.frames()) {
      if (!left.aborted) await this.handleFrame(frame, observer);
    }
    if (this.hop.cipher.isSecured && !this.heardBye) throw ConnectionError.interrupted();
  }

  private async handleFrame({ type, body }: Frame, observer: SessionObserver): Promise<void> {
    const { cipher } = this.hop;
    if (type !== FrameType.Audio && type !== FrameType.Control) {
      // A hello at this point was delayed until we had given up on it, or is a second one.
      if (!cipher.isSecured && type !== FrameType.Hello) return;
      throw HandshakeError.unexpectedFrame(type, FrameType.Audio);
    }
    let plaintext: Uint8Array;
    try {
      plaintext = await this.closeAtMessageLimit(() => openMessage(cipher, body, type));
    } catch (error) {
      if (cipher.isSecured) throw error;
      observer.onDropped(asVoiceError(error));
      return;
    }
    if (type === FrameType.Control && cipher.isSecured)
      await this.handleControl(plaintext, observer);
    else await deliver(observer, () => this.hand(type, plaintext, observer));
  }

  private hand(
    type: FrameType,
    plaintext: Uint8Array,
    observer: SessionObserver,
  ): void | Promise<void> {
    if (type === FrameType.Audio) return this.handAudio(plaintext, observer);
    this.announcement.learn(takesMessages(parseCapabilities(plaintext)));
  }

  private handAudio(plaintext: Uint8Array, observer: SessionObserver): void | Promise<void> {
    if (!this.senders) return observer.onAudio(plaintext, null);
    if (plaintext.length < SENDER_BYTES) throw SessionError.malformedControl();
    const sender = new DataView(plaintext.buffer, plaintext.byteOffset).getUint32(0);
    return observer.onAudio(plaintext.subarray(SENDER_BYTES), sender);
  }

  private async ask(record: RoomRecord, deadlineMs: number): Promise<JoinAnswer> {
    await this.outbox.send(encodeControl(record), FrameType.Control);
    const { type, body } = await withDeadline(this.frames.receive(), deadlineMs);
    if (type !== FrameType.Control) throw HandshakeError.unexpectedFrame(type, FrameType.Control);
    const answer = parseControl(this.hop.cipher.open(body, type));
    if (answer?.t === 'error' || answer?.t === 'joined') return answer;
    throw SessionError.malformedControl();
  }

  private async handleControl(plaintext: Uint8Array, observer: SessionObserver): Promise<void> {
    const record = parseControl(plaintext);
    if (record?.t === 'ping') {
      await this.outbox.send(encodeControl({ t: 'pong' }), FrameType.Control);
    }
    if (record && isRoomNotice(record)) {
      this._presence = applyNotice(this._presence, record);
      observer.onRoom?.(record);
    }
    if (record?.t === 'bye') this.heardBye = true;
    if (record?.t !== 'error') return;
    const problem = ConnectionError.told(record.code);
    const isOver = problem.code === ErrorCode.Removed || problem.code === ErrorCode.JoinDenied;
    if (isOver) throw problem;
    observer.onProblem(problem);
  }

  /**
   * Closes the connection when its keys reach the message limit; the client then reconnects with new keys.
   */
  private async closeAtMessageLimit<T>(step: () => T | Promise<T>): Promise<T> {
    try {
      return await step();
    } catch (error) {
      if (error instanceof SessionError && error.code === ErrorCode.MessageLimit) {
        this.frames.close(error);
      }
      throw error;
    }
  }
}

/** Passes a message on. An observer that cannot handle it does not end the connection. */
async function deliver(observer: SessionObserver, step: () => void | Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    observer.onDropped(asVoiceError(error));
  }
}
