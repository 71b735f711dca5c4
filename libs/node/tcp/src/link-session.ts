import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import {
  CAPABILITY_NAMES,
  capabilitiesOf,
  encodeCapabilities,
  parseCapabilities,
  takesMessages,
} from '@sealwave/message';
import {
  encodeControl,
  HandshakeError,
  type Hop,
  openMessage,
  Outbox,
  parseControl,
  SessionError,
  withDeadline,
} from '@sealwave/node/session';
import { type Frame, FrameType } from '@sealwave/wire';
import { Announcement } from './announcement';
import { asVoiceError } from './as-voice-error';
import { ConnectionError } from './connection-error';
import type { FrameSocket } from './frame-socket';
import type { LinkSecurity } from './server-trust';

/** The room that everybody is in. */
const LOBBY = 'lobby';

/** Is told what comes on a session. */
export interface SessionObserver {
  onAudio(audio: Uint8Array): void | Promise<void>;
  /** A message that failed its checks, or that {@link onAudio} could make nothing of. */
  onDropped(error: VoiceError): void;
  /** What the server says went wrong. */
  onProblem(error: VoiceError): void;
}

/** One connection of a link after its handshake, on a hop of either kind. */
export class LinkSession {
  private readonly outbox: Outbox;
  private readonly announcement: Announcement;
  private heardBye = false;

  /** @param announcementMs time for a server of the base protocol to answer what we announce. */
  constructor(
    readonly frames: FrameSocket,
    private readonly hop: Hop,
    readonly security: LinkSecurity,
    announcementMs: number,
  ) {
    this.outbox = new Outbox(frames, hop.cipher);
    this.announcement = new Announcement(announcementMs);
  }

  /**
   * Enters the lobby; on a secured hop resolves when the server has let us in.
   * @throws ConnectionError, HandshakeError or SessionError when it does not.
   */
  async join(deadlineMs: number): Promise<void> {
    if (!this.hop.cipher.isSecured) {
      await this.outbox.send(encodeCapabilities(), FrameType.Control);
      return;
    }
    const join = encodeControl({ t: 'join', room: LOBBY, caps: CAPABILITY_NAMES });
    await this.outbox.send(join, FrameType.Control);
    const { type, body } = await withDeadline(this.frames.receive(), deadlineMs);
    if (type !== FrameType.Control) throw HandshakeError.unexpectedFrame(type, FrameType.Control);
    const answer = parseControl(this.hop.cipher.open(body, type));
    if (answer?.t === 'error') throw told(answer.code);
    if (answer?.t !== 'joined') throw SessionError.malformedControl();
    this.announcement.learn(takesMessages(capabilitiesOf(answer.caps)));
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
    await this.orRenew(() => this.outbox.send(audio, FrameType.Audio, signal));
    await this.frames.flushed();
    if (this.frames.closed) throw ConnectionError.closed();
  }

  /** Ends the session after what was sent. */
  async leave(): Promise<void> {
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
   * @throws VoiceError when it ends in another one.
   */
  async receive(observer: SessionObserver): Promise<void> {
    for await (const frame of this.frames.frames()) await this.take(frame, observer);
    if (this.hop.cipher.isSecured && !this.heardBye) throw ConnectionError.interrupted();
  }

  private async take({ type, body }: Frame, observer: SessionObserver): Promise<void> {
    const { cipher } = this.hop;
    if (type !== FrameType.Audio && type !== FrameType.Control) {
      // A hello that comes now was held back until we had given it up, or is a second one.
      if (!cipher.isSecured && type !== FrameType.Hello) return;
      throw HandshakeError.unexpectedFrame(type, FrameType.Audio);
    }
    let plaintext: Uint8Array;
    try {
      plaintext = await this.orRenew(() => openMessage(cipher, body, type));
    } catch (error) {
      if (cipher.isSecured) throw error;
      observer.onDropped(asVoiceError(error));
      return;
    }
    if (type === FrameType.Control && cipher.isSecured) await this.obey(plaintext, observer);
    else await deliver(observer, () => this.hand(type, plaintext, observer));
  }

  private hand(
    type: FrameType,
    plaintext: Uint8Array,
    observer: SessionObserver,
  ): void | Promise<void> {
    if (type === FrameType.Audio) return observer.onAudio(plaintext);
    this.announcement.learn(takesMessages(parseCapabilities(plaintext)));
  }

  private async obey(plaintext: Uint8Array, observer: SessionObserver): Promise<void> {
    const record = parseControl(plaintext);
    if (record?.t === 'ping') {
      await this.outbox.send(encodeControl({ t: 'pong' }), FrameType.Control);
    }
    if (record?.t === 'bye') this.heardBye = true;
    if (record?.t === 'error') observer.onProblem(told(record.code));
  }

  /** Keys that have protected all the messages they may are replaced by connecting anew. */
  private async orRenew<T>(step: () => T | Promise<T>): Promise<T> {
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

/** A code that this version does not know is a defect of whoever sent it. */
function told(code: string): ConnectionError {
  const known = Object.values(ErrorCode).find((each) => each === code);
  return ConnectionError.told(known ?? ErrorCode.ProtocolError);
}
