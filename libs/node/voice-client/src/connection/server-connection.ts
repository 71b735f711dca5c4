import { ErrorCode } from '@sealwave/kernel';
import {
  type Capabilities,
  encodeCapabilities,
  parseCapabilities,
  supportsNativeMessages,
} from '@sealwave/message';
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
import type { RoomRecord } from '@sealwave/room/record';
import { type Frame, FrameType } from '@sealwave/wire';
import { splitSender } from './sender-number';

/** The server's answer to a request to enter. */
export type JoinAnswer = Extract<RoomRecord, { t: 'joined' | 'error' }>;

/** What a server sends to its client. Frames that concern only the connection are left out. */
export type ServerEvent =
  /** `sender` is the number of the member that sent it; null when the server does not say. */
  | { readonly kind: 'audio'; readonly audio: Uint8Array; readonly sender: number | null }
  /** A part of a transmission, still encoded. `sender` is the number of the member that sent it. */
  | { readonly kind: 'part'; readonly part: Uint8Array; readonly sender: number }
  | { readonly kind: 'control'; readonly record: ControlRecord }
  /** A message that was malformed, or failed its checks. The connection stays open. */
  | { readonly kind: 'dropped'; readonly reason: unknown };

/** One connection of a client after its handshake, on a hop of either kind. It knows nothing about rooms. */
export class ServerConnection {
  private readonly sendQueue: SealedSendQueue;
  private readonly capabilities: ServerCapabilities;
  private heardBye = false;
  private hasSenderNumbers = false;
  private _canRename = false;

  /** @param announcementMs time for a server of the base protocol to answer our announcement. */
  constructor(
    readonly frames: FrameSocket,
    private readonly hop: Hop,
    readonly security: ConnectionSecurity,
    announcementMs: number,
  ) {
    this.sendQueue = new SealedSendQueue(frames, hop.cipher);
    this.capabilities = new ServerCapabilities(announcementMs);
  }

  /**
   * Exporter secret of this connection. A proof made with it is valid on no other connection. Null on a base
   * hop.
   */
  get exporter(): Uint8Array | null {
    return this.hop.exporter;
  }

  /**
   * Announces what we support to a server of the base protocol. The server may answer with its own
   * announcement.
   */
  async sendCapabilities(): Promise<void> {
    await this.sendQueue.send(encodeCapabilities(), FrameType.Control);
  }

  /** Stores what the server of a secured hop has announced. */
  setServerInfo(capabilities: Capabilities): void {
    this.hasSenderNumbers = capabilities.senders;
    this._canRename = capabilities.renames;
    this.capabilities.learn(supportsNativeMessages(capabilities));
  }

  /** Whether the server changes the name of a member in place. */
  get canRename(): boolean {
    return this._canRename;
  }

  /** Sends a record to a server of a secured hop. Does nothing on a base hop, which has no records. */
  async sendControl(record: ControlRecord): Promise<void> {
    if (!this.hop.cipher.isSecured) return;
    await this.sendQueue.send(encodeControl(record), FrameType.Control);
  }

  /** Whether the server understands native messages. */
  supportsNativeMessages(): Promise<boolean> {
    return this.capabilities.supportsNativeMessages();
  }

  /**
   * Seals and sends one message. Resolves when the system has accepted it.
   * @param signal prevents sending until the message is sealed.
   * @throws ConnectionError when the connection ended before that.
   * @throws the reason of `signal`.
   */
  async send(audio: Uint8Array, signal?: AbortSignal): Promise<void> {
    await this.sendFlushed(audio, FrameType.Audio, signal);
  }

  /**
   * Seals and sends a part of a transmission. Resolves when the system has accepted it.
   * @param part as `encodePart` returns it.
   * @throws as {@link send} does.
   */
  async sendPart(part: Uint8Array, signal?: AbortSignal): Promise<void> {
    await this.sendFlushed(part, FrameType.Transmission, signal);
  }

  /**
   * Sends a record. Resolves when the system has accepted it.
   * @throws as {@link send} does.
   */
  async sendRecord(record: RoomRecord): Promise<void> {
    await this.sendFlushed(encodeControl(record), FrameType.Control);
  }

  /** Closes the connection after everything queued was sent. */
  async leave(): Promise<void> {
    // A caller that still waits for the answer should stop.
    this.capabilities.learn(false);
    try {
      await this.sendControl({ t: 'bye' });
    } finally {
      this.frames.end();
    }
  }

  /**
   * Reads frames until the connection ends in an orderly way.
   * @param left fires when we leave. Nobody receives what arrives later.
   * @throws VoiceError when the connection ends in another way.
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
    if (!isOpened(type, cipher.isSecured)) {
      // A hello that arrives now is late, because we stopped waiting for it, or is a second one.
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
      if (type === FrameType.Transmission) return partEvent(plaintext);
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
    const { sender, content } = splitSender(plaintext);
    return { kind: 'audio', audio: content, sender };
  }

  private async readControl(plaintext: Uint8Array): Promise<ServerEvent | null> {
    const record = parseControl(plaintext);
    if (record?.t === 'ping') await this.sendControl({ t: 'pong' });
    if (record?.t === 'bye') this.heardBye = true;
    return record && { kind: 'control', record };
  }

  /**
   * Sends a request to join. Resolves with the server's answer, which must be the next record.
   * @throws HandshakeError or SessionError for another answer, or for none in time.
   */
  async ask(record: RoomRecord, deadlineMs: number): Promise<JoinAnswer> {
    await this.sendQueue.send(encodeControl(record), FrameType.Control);
    const { type, body } = await withDeadline(this.frames.receive(), deadlineMs);
    if (type !== FrameType.Control) throw HandshakeError.unexpectedFrame(type, FrameType.Control);
    const answer = parseControl(this.hop.cipher.open(body, type));
    if (answer?.t === 'error' || answer?.t === 'joined') return answer;
    throw SessionError.malformedControl();
  }

  private async sendFlushed(
    plaintext: Uint8Array,
    type: FrameType,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.closeAtMessageLimit(() => this.sendQueue.send(plaintext, type, signal));
    await this.frames.flushed();
    if (this.frames.closed) throw ConnectionError.closed();
  }

  /**
   * Closes the connection when its keys have reached their message limit. A reconnection then brings new keys.
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

/** Whether a client opens frames of this type. A base hop knows no transmissions. */
function isOpened(type: number, isSecured: boolean): type is FrameType {
  const isKnown = type === FrameType.Audio || type === FrameType.Control;
  return isKnown || (type === FrameType.Transmission && isSecured);
}

function partEvent(plaintext: Uint8Array): ServerEvent {
  const { sender, content } = splitSender(plaintext);
  return { kind: 'part', part: content, sender };
}

/** The server's answer to our announcement. */
class ServerCapabilities {
  private isNative = false;
  private resolve: () => void = () => undefined;
  private readonly known = new Promise<void>((resolve) => (this.resolve = resolve));

  /** @param waitMs time for an answer. After that, the server counts as one that never answers. */
  constructor(waitMs: number) {
    setTimeout(this.resolve, waitMs).unref();
  }

  learn(isNative: boolean): void {
    this.isNative = isNative;
    this.resolve();
  }

  /** Whether the server supports native messages. A server that supports only the requirements does not. */
  async supportsNativeMessages(): Promise<boolean> {
    await this.known;
    return this.isNative;
  }
}
