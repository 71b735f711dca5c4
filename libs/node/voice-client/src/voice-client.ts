import { setTimeout as delay } from 'node:timers/promises';
import type { CoderName } from '@sealwave/audio';
import { ErrorCode, runInBackground, VoiceError } from '@sealwave/kernel';
import { encodeMessage, isRiff, type Message } from '@sealwave/message';
import {
  asVoiceError,
  backoffDelayMs,
  ConnectionError,
  type ConnectionSecurity,
  IdentityChangedError,
  type Target,
} from '@sealwave/node/connection';
import { type VoiceDecoding, yieldingDecoding } from '@sealwave/node/media';
import { applyNotice, type Moderation, type Roster } from '@sealwave/room';
import { isRoomNotice, type RoomNotice } from '@sealwave/room/record';
import {
  type ConnectionOptions,
  openConnection,
  type OpenConnection,
} from './connection/open-connection';
import type { ServerConnection, ServerEvent } from './connection/server-connection';
import { Receipts } from './receipts';

/** How a client behaves. */
export interface VoiceClientOptions extends ConnectionOptions {
  /** Decodes voice for a server of the base protocol; {@link yieldingDecoding} without it. */
  readonly decoding?: VoiceDecoding;
}

/** Is told what happens to a client, in order. */
export interface VoiceClientObserver {
  /** The client is connected again after its connection was lost. */
  onReconnected(): void;
  /** The connection was lost; attempts to restore it follow. */
  onLost(): void;
  /** Before each attempt: its number from 1, and the milliseconds until it. */
  onReconnecting(attempt: number, delayMs: number): void;
  /**
   * A message whose checks succeeded; the next one waits until this one is dealt with.
   * @param sender number of the member that sent it; null where the server does not say.
   * @param release frees the memory budget of the message before the promise resolves: call it when `audio` is
   * not needed any more, or is counted elsewhere.
   */
  onAudio(audio: Uint8Array, sender: number | null, release: () => void): void | Promise<void>;
  /** Who is in the room, or what they do, has changed. */
  onRoom?(notice: RoomNotice): void;
  /** A message that failed its checks, or that {@link onAudio} could make nothing of. */
  onDropped(error: VoiceError): void;
  /** Why the connection was lost, why an attempt to restore it failed, or what the server says went wrong. */
  onProblem(error: VoiceError): void;
  /** The connection will not be restored: another server answers, or we were removed or not admitted again. */
  onGivenUp(error: VoiceError): void;
}

/** Attempts of a token's holder to come back into a room that nobody may have made again yet. */
const TOKEN_ATTEMPTS = 20;

/** A client of the voice server, in one room: keeps itself connected until it is closed. */
export class VoiceClient {
  private connection: OpenConnection | null = null;
  private readonly closing = new AbortController();
  private readonly receipts = new Receipts();

  constructor(
    private readonly target: Target,
    private readonly options: VoiceClientOptions,
    private readonly observer: VoiceClientObserver,
  ) {}

  /**
   * Connects for the first time; from then on a lost connection is restored by itself.
   * @throws ConnectionError or HandshakeError when the server cannot be reached or refuses, and
   * IdentityChangedError when it is another one than before.
   */
  async connect(): Promise<void> {
    const { signal } = this.closing;
    const opened = await openConnection(this.target, this.options, signal);
    // It may have been closed in this moment.
    if (signal.aborted) opened.server.frames.close();
    signal.throwIfAborted();
    this.connection = opened;
    runInBackground(
      () => this.receiveAll(opened.server),
      (reason) => this.abandon(reason),
    );
  }

  /** What protects the connection; null while there is none. */
  get security(): ConnectionSecurity | null {
    return this.connection?.server.security ?? null;
  }

  /** Who is in the room; null while there is no connection. */
  get presence(): Roster | null {
    return this.connection?.roster ?? null;
  }

  /** Does something to somebody else in the room, as a moderator may. @throws ConnectionError when there is no connection. */
  async moderate(act: Moderation, n: number): Promise<void> {
    await this.connected().sendControl({ t: 'moderate', act, n });
  }

  /** Says to the others that our person begins or ends to speak. @throws ConnectionError as above. */
  async talk(on: boolean): Promise<void> {
    await this.connected().sendControl({ t: 'talking', on });
  }

  /** The coder to use: without native messages, figures have to be those of 8 bits. @throws ConnectionError as above. */
  async coderFor(requested: CoderName): Promise<CoderName> {
    return (await this.supportsNativeMessages()) ? requested : 'pcm8';
  }

  /**
   * Whether the server understands native messages (docs/protocol.md, section 5.3). Waits for its answer, which
   * a server written from the requirements alone never gives.
   * @throws ConnectionError as above.
   */
  async supportsNativeMessages(): Promise<boolean> {
    return this.connected().supportsNativeMessages();
  }

  /**
   * Sends one message to everybody else (docs/protocol.md, section 5): native where the server understands that, otherwise
   * a file of 8 bits, or the sealed bytes themselves.
   * @param signal keeps it from being sent for as long as it is not sealed.
   * @returns to how many it went; null where the server does not say.
   * @throws ConnectionError when there is no connection, or it ended before that; NotCarriedError for sealed bytes that
   * a server of the base protocol does not carry; the reason of `signal`.
   */
  async send(message: Message, signal?: AbortSignal): Promise<number | null> {
    const isNative = await this.supportsNativeMessages();
    const audio = await encodeOutgoing(message, isNative, this.options.decoding);
    const isCounted = isNative && (this.presence?.you ?? null) !== null;
    const receipt = isCounted ? this.receipts.expect(message.id, audio.length) : null;
    try {
      await this.sendAudio(audio, signal);
    } catch (error) {
      this.receipts.settle(message.id, null);
      throw error;
    }
    return receipt;
  }

  /** Sends one message as it is, and waits for no receipt; resolves when it was handed to the system. Throws as {@link send}. */
  async sendAudio(audio: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.connected().send(audio, signal);
  }

  /** Ends the connection for good, after what was sent. */
  close(): void {
    this.closing.abort();
    this.receipts.abandon();
    // Whatever goes wrong with a goodbye, the connection ends.
    this.connection?.server.leave().catch(() => undefined);
    this.connection = null;
  }

  private connected(): ServerConnection {
    if (this.connection) return this.connection.server;
    throw new ConnectionError(ErrorCode.NotConnected, 'the voice server is not connected');
  }

  private async receiveAll(server: ServerConnection): Promise<void> {
    const { signal } = this.closing;
    let end: VoiceError | null = null;
    try {
      const release = (): void => server.frames.releaseFrame();
      for await (const event of server.events(signal)) await this.handleEvent(event, release);
    } catch (error) {
      end = asVoiceError(error);
      if (!signal.aborted) this.observer.onProblem(end);
    } finally {
      server.frames.close();
    }
    if (signal.aborted) return;
    this.connection = null;
    this.receipts.lose();
    if (end && isFinal(end)) return this.observer.onGivenUp(end);
    this.observer.onLost();
    await this.restore();
  }

  private async handleEvent(event: ServerEvent, release: () => void): Promise<void> {
    if (event.kind === 'dropped') return this.observer.onDropped(asVoiceError(event.reason));
    if (event.kind === 'audio') {
      try {
        await this.observer.onAudio(event.audio, event.sender, release);
      } catch (error) {
        // A message that nobody can make anything of is no reason to end the connection.
        this.observer.onDropped(asVoiceError(error));
      }
      return;
    }
    const { record } = event;
    if (isRoomNotice(record)) this.applyNotice(record);
    if (record.t !== 'error') return;
    const problem = ConnectionError.told(record.code);
    if (isFinal(problem)) throw problem;
    this.observer.onProblem(problem);
  }

  private applyNotice(notice: RoomNotice): void {
    if (notice.t === 'sent') return this.receipts.settle(notice.id, notice.recipients);
    const { connection } = this;
    if (!connection) return;
    this.connection = { ...connection, roster: applyNotice(connection.roster, notice) };
    this.observer.onRoom?.(notice);
  }

  private async restore(): Promise<void> {
    const { signal } = this.closing;
    for (let attempt = 1; !signal.aborted; attempt++) {
      const delayMs = backoffDelayMs(attempt);
      this.observer.onReconnecting(attempt, delayMs);
      try {
        await delay(delayMs, undefined, { signal });
        await this.connect();
        break;
      } catch (error) {
        if (signal.aborted) return;
        const problem = asVoiceError(error);
        this.observer.onProblem(problem);
        if (isFinal(problem) && !this.mayYetOpen(problem, attempt)) {
          return this.observer.onGivenUp(problem);
        }
      }
    }
    if (!signal.aborted) this.observer.onReconnected();
  }

  /** After a restart of the server a room is there when one of those is who have its link: no token makes it. */
  private mayYetOpen({ code }: VoiceError, attempt: number): boolean {
    const { room } = this.options.join ?? {};
    const hasToken = room !== undefined && 'claims' in room;
    return hasToken && code === ErrorCode.JoinDenied && attempt < TOKEN_ATTEMPTS;
  }

  /** Nobody expected what went wrong: it costs this client, and nobody else theirs. */
  private abandon(reason: unknown): void {
    this.connection?.server.frames.close();
    this.connection = null;
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    this.receipts.lose();
    const problem = asVoiceError(reason);
    this.observer.onProblem(problem);
    this.observer.onGivenUp(problem);
  }
}

/** The voice server is of the base protocol, where a sealed recording has to be a file that plays. */
class NotCarriedError extends VoiceError {
  override readonly peerFault = true;

  constructor() {
    const text = 'this voice server carries sealed recordings as RIFF files only';
    super(ErrorCode.AudioUnsupported, text);
  }
}

/**
 * A message as it goes into an `A` (docs/protocol.md, section 5): native for a server that takes native
 * messages, otherwise a file of 8 bits, or the sealed bytes themselves.
 * @throws NotCarriedError (as a rejection) for sealed bytes that a server of the base protocol does not carry.
 */
export async function encodeOutgoing(
  message: Message,
  isNative: boolean,
  decoding: VoiceDecoding = yieldingDecoding,
): Promise<Uint8Array> {
  if (isNative) return encodeMessage(message);
  if (message.kind === 'voice') return decoding.decompress(message, 'u8');
  if (isRiff(message.bytes)) return message.bytes;
  throw new NotCarriedError();
}

/** Whether to try again would change nothing. */
function isFinal(error: VoiceError): boolean {
  const { code } = error;
  if (error instanceof IdentityChangedError) return true;
  return code === ErrorCode.Removed || code === ErrorCode.JoinDenied;
}
