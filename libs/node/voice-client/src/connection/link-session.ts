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

/** Bytes of the number of a sender before what it sent. */
const SENDER_BYTES = 4;

/** Is told what comes on a session. */
export interface SessionObserver {
  /** @param sender number of the member that sent it; null where the server does not say. */
  onAudio(audio: Uint8Array, sender: number | null): void | Promise<void>;
  /** What the server says of the room. */
  onRoom?(notice: RoomNotice): void;
  /** A message that failed its checks, or that {@link onAudio} could make nothing of. */
  onDropped(error: VoiceError): void;
  /** What the server says went wrong. */
  onProblem(error: VoiceError): void;
}

/** One connection of a link after its handshake, on a hop of either kind. */
export class ServerConnection {
  private readonly outbox: SealedSendQueue;
  private readonly announcement: ServerCapabilities;
  private heardBye = false;
  private senders = false;
  private _presence: Roster = UNKNOWN_ROSTER;

  /** @param announcementMs time for a server of the base protocol to answer what we announce. */
  constructor(
    readonly frames: FrameSocket,
    private readonly hop: Hop,
    readonly security: LinkSecurity,
    announcementMs: number,
  ) {
    this.outbox = new SealedSendQueue(frames, hop.cipher);
    this.announcement = new ServerCapabilities(announcementMs);
  }

  /** Who is in the room, as the server has said so far. */
  get presence(): Roster {
    return this._presence;
  }

  /**
   * Enters a room, and makes it where there is none; on a secured hop resolves when the server has let us in.
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

  /** Does something to somebody else, as a moderator may; the server says what has come of it. */
  async moderate(act: Moderation, n: number): Promise<void> {
    await this.outbox.send(encodeControl({ t: 'moderate', act, n }), FrameType.Control);
  }

  /** Says to the others that our person begins or ends to speak. */
  async talk(on: boolean): Promise<void> {
    if (!this.hop.cipher.isSecured) return;
    await this.outbox.send(encodeControl({ t: 'talking', on }), FrameType.Control);
  }

  /** Whether the server takes native messages. */
  takesMessages(): Promise<boolean> {
    return this.announcement.takesMessages();
  }

  /**
   * Seals and sends one message; resolves when it was handed to the system.
   * @param signal keeps it from being sent for as long as it is not sealed.
   * @throws ConnectionError when the connection ended before that; the reason of `signal`.
   */
  async send(audio: Uint8Array, signal?: AbortSignal): Promise<void> {
    await this.closeAtMessageLimit(() => this.outbox.send(audio, FrameType.Audio, signal));
    await this.frames.flushed();
    if (this.frames.closed) throw ConnectionError.closed();
  }

  /** Ends the session after what was sent. */
  async leave(): Promise<void> {
    // A caller that still waits for the answer need not.
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
   * Deals with all that comes, until the connection ends in an orderly way.
   * @param left fires when we leave: what comes after that is heard by nobody.
   * @throws VoiceError when it ends in another one.
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
      // A hello that comes now was held back until we had given it up, or is a second one.
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

  /** Keys that have protected all the messages they may are replaced by reconnecting. */
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

/** A message that nobody can make anything of is no reason to end the connection. */
async function deliver(observer: SessionObserver, step: () => void | Promise<void>): Promise<void> {
  try {
    await step();
  } catch (error) {
    observer.onDropped(asVoiceError(error));
  }
}
