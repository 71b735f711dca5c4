import { ErrorCode } from '@sealwave/kernel';
import { encodeCapabilities, parseCapabilities, supportsNativeMessages } from '@sealwave/message';
import {
  ConnectionError,
  type ConnectionSecurity,
  discardMemory,
  type FrameSocket,
} from '@sealwave/node/connection';
import {
  type ControlRecord,
  encodeControl,
  HandshakeError,
  type Hop,
  LONG_MESSAGE_BYTES,
  openMessage,
  parseControl,
  SealedSendQueue,
  SessionError,
  withDeadline,
} from '@sealwave/node/hop';
import { type Roster, UNKNOWN_ROSTER } from '@sealwave/room';
import type { RoomRecord } from '@sealwave/room/record';
import { type Frame, FrameType } from '@sealwave/wire';
import { type JoinAnswer, type JoinRequest, joinRoom } from './join-room';

/** Bytes of the number of a sender before what it sent. */
const SENDER_BYTES = 4;

/** What a server sends that concerns more than its connection. */
export type ServerEvent =
  /** `sender` is the number of the member that sent it; null where the server does not say. */
  | { readonly kind: 'audio'; readonly audio: Uint8Array; readonly sender: number | null }
  | { readonly kind: 'control'; readonly record: ControlRecord }
  /** A message that failed its checks, or that is malformed; the connection goes on. */
  | { readonly kind: 'dropped'; readonly reason: unknown };

/** One connection of a client after its handshake, on a hop of either kind. Knows no room. */
export class ServerConnection {
  private readonly outbox: SealedSendQueue;
  private readonly capabilities: ServerCapabilities;
  private heardBye = false;
  private hasSenderNumbers = false;

  /** @param announcementMs time for a server of the base protocol to answer what we announce. */
  constructor(
    readonly frames: FrameSocket,
    private readonly hop: Hop,
    readonly security: ConnectionSecurity,
    announcementMs: number,
  ) {
    this.outbox = new SealedSendQueue(frames, hop.cipher);
    this.capabilities = new ServerCapabilities(announcementMs);
  }

  /**
   * Enters a room, or creates it; on a secured hop resolves when the server has let us in, with who is there.
   * @throws ConnectionError, HandshakeError or SessionError when it does not.
   */
  async join(deadlineMs: number, request: JoinRequest = {}): Promise<Roster> {
    const { cipher, exporter } = this.hop;
    if (!cipher.isSecured || !exporter) {
      // Base hops exist in the lobby only; a client that wanted another room must not be heard there.
      if (request.room) throw HandshakeError.unauthenticated();
      await this.outbox.send(encodeCapabilities(), FrameType.Control);
      return UNKNOWN_ROSTER;
    }
    const joined = await joinRoom(request, exporter, (record) => this.ask(record, deadlineMs));
    this.hasSenderNumbers = joined.capabilities.senders;
    this.capabilities.learn(supportsNativeMessages(joined.capabilities));
    return joined.roster;
  }

  /** Sends a record to a server of a secured hop; one of the base protocol knows of none. */
  async sendControl(record: ControlRecord): Promise<void> {
    if (!this.hop.cipher.isSecured) return;
    await this.outbox.send(encodeControl(record), FrameType.Control);
  }

  /** Whether the server understands native messages. */
  supportsNativeMessages(): Promise<boolean> {
    return this.capabilities.supportsNativeMessages();
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

  /** Ends the connection after what was sent. */
  async leave(): Promise<void> {
    // A caller that still waits for the answer need not.
    this.capabilities.learn(false);
    try {
      await this.sendControl({ t: 'bye' });
    } finally {
      this.frames.end();
    }
  }

  /**
   * All that comes, until the connection ends in an orderly way.
   * @param left fires when we leave: what comes after that is heard by nobody.
   * @throws VoiceError when it ends in another one.
   */
  async *events(left: AbortSignal): AsyncGenerator<ServerEvent, void, void> {
    for await (const frame of this.frames.frames()) {
      const event = left.aborted ? null : await this.readFrame(frame);
      if (event) yield event;
    }
    if (this.hop.cipher.isSecured && !this.heardBye) throw ConnectionError.interrupted();
  }

  private async readFrame({ type, body }: Frame): Promise<ServerEvent | null> {
    const { cipher } = this.hop;
    if (type !== FrameType.Audio && type !== FrameType.Control) {
      // A hello that comes now was held back until we had given it up, or is a second one.
      if (!cipher.isSecured && type !== FrameType.Hello) return null;
      throw HandshakeError.unexpectedFrame(type, FrameType.Audio);
    }
    let plaintext: Uint8Array;
    try {
      plaintext = await this.closeAtMessageLimit(() => openMessage(cipher, body, type));
      if (body.length >= LONG_MESSAGE_BYTES) discardMemory(body);
    } catch (reason) {
      if (cipher.isSecured) throw reason;
      return { kind: 'dropped', reason };
    }
    if (type === FrameType.Control && cipher.isSecured) return this.readControl(plaintext);
    try {
      return type === FrameType.Audio
        ? this.readAudio(plaintext)
        : this.readCapabilities(plaintext);
    } catch (reason) {
      return { kind: 'dropped', reason };
    }
  }

  private readCapabilities(plaintext: Uint8Array): null {
    this.capabilities.learn(supportsNativeMessages(parseCapabilities(plaintext)));
    return null;
  }

  private readAudio(plaintext: Uint8Array): ServerEvent {
    if (!this.hasSenderNumbers) return { kind: 'audio', audio: plaintext, sender: null };
    if (plaintext.length < SENDER_BYTES) throw SessionError.malformedControl();
    const sender = new DataView(plaintext.buffer, plaintext.byteOffset).getUint32(0);
    return { kind: 'audio', audio: plaintext.subarray(SENDER_BYTES), sender };
  }

  private async readControl(plaintext: Uint8Array): Promise<ServerEvent | null> {
    const record = parseControl(plaintext);
    if (record?.t === 'ping') await this.sendControl({ t: 'pong' });
    if (record?.t === 'bye') this.heardBye = true;
    return record && { kind: 'control', record };
  }

  private async ask(record: RoomRecord, deadlineMs: number): Promise<JoinAnswer> {
    await this.outbox.send(encodeControl(record), FrameType.Control);
    const { type, body } = await withDeadline(this.frames.receive(), deadlineMs);
    if (type !== FrameType.Control) throw HandshakeError.unexpectedFrame(type, FrameType.Control);
    const answer = parseControl(this.hop.cipher.open(body, type));
    if (answer?.t === 'error' || answer?.t === 'joined') return answer;
    throw SessionError.malformedControl();
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

/** What the server has said of itself, in answer to what we said of us. */
class ServerCapabilities {
  private isNative = false;
  private resolve: () => void = () => undefined;
  private readonly known = new Promise<void>((resolve) => (this.resolve = resolve));

  /** @param waitMs after which a server that has not answered is taken for one that never will. */
  constructor(waitMs: number) {
    setTimeout(this.resolve, waitMs).unref();
  }

  learn(isNative: boolean): void {
    this.isNative = isNative;
    this.resolve();
  }

  /** A server written from the requirements alone does not understand native messages. */
  async supportsNativeMessages(): Promise<boolean> {
    await this.known;
    return this.isNative;
  }
}
