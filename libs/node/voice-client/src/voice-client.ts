import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { CoderName } from '@sealwave/audio';
import { ErrorCode, runInBackground, type VoiceError } from '@sealwave/kernel';
import type { Message } from '@sealwave/message';
import {
  asVoiceError,
  backoffDelayMs,
  ConnectionError,
  type ConnectionSecurity,
  type Target,
} from '@sealwave/node/connection';
import { applyNotice, isSealedRoomId, type Moderation, type Roster } from '@sealwave/room';
import type { RoomNotice, SealedRecord } from '@sealwave/room/record';
import { openConnection, type OpenConnection } from './connection/open-connection';
import type { ServerConnection } from './connection/server-connection';
import { encodeOutgoing } from './encode-outgoing';
import { EventDelivery, isFinal, misplaced } from './event-delivery';
import { Receipts } from './receipts';
import type { VoiceClientObserver, VoiceClientOptions } from './voice-client-observer';

/**
 * Attempts of a client with a token to return to a room. The room may not exist until somebody creates it
 * again.
 */
const TOKEN_ATTEMPTS = 20;

/** A client of the voice server in one room. It stays connected until it is closed. */
export class VoiceClient {
  private connection: OpenConnection | null = null;
  private readonly closing = new AbortController();
  private readonly receipts = new Receipts();
  private readonly delivery: EventDelivery;
  private _name: string | null;

  constructor(
    private readonly target: Target,
    private readonly options: VoiceClientOptions,
    private readonly observer: VoiceClientObserver,
  ) {
    this._name = options.join?.name ?? null;
    this.delivery = new EventDelivery(observer, this.isSealed, (notice) => {
      this.applyNotice(notice);
    });
  }

  /**
   * Connects for the first time. From then on, a lost connection is restored automatically. The observer is
   * told nothing before this has resolved.
   * @throws ConnectionError or HandshakeError when the server cannot be reached, or refuses.
   * @throws IdentityChangedError when it has another identity than before.
   */
  async connect(): Promise<void> {
    const { signal } = this.closing;
    const join = { ...this.options.join, name: this._name };
    const opened = await openConnection(this.target, { ...this.options, join }, signal);
    // It may have been closed at this moment.
    if (signal.aborted) opened.server.frames.close();
    signal.throwIfAborted();
    this.connection = opened;
    runInBackground(
      async () => {
        // By then, the caller knows that the client is connected.
        await nextTurn();
        await this.receiveAll(opened.server);
      },
      (reason) => this.abandon(reason),
    );
  }

  /** How the connection is protected; null while there is none. */
  get security(): ConnectionSecurity | null {
    return this.connection?.server.security ?? null;
  }

  /**
   * Exporter secret of the connection, 32 bytes. A moderator's proof is bound to it. Null on a base hop, and
   * while there is no connection.
   */
  get exporter(): Uint8Array | null {
    return this.connection?.server.exporter ?? null;
  }

  /** The roster; null while there is no connection. */
  get presence(): Roster | null {
    return this.connection?.roster ?? null;
  }

  /** The display name of the client in the room. The client returns with it. Null without one. */
  get name(): string | null {
    return this._name;
  }

  /**
   * Whether there is a connection to a server that can change a name without a new join. In a sealed room, it
   * cannot: names are not known to the server.
   */
  get canRename(): boolean {
    return this.connection?.server.canRename === true && !this.isSealed;
  }

  /**
   * Changes the display name, now and for later connections. Only possible if {@link canRename}.
   * @throws ConnectionError without a connection.
   */
  async rename(name: string | null): Promise<void> {
    const server = this.connected();
    this._name = name;
    const n = this.presence?.you ?? null;
    if (n !== null) this.applyNotice({ t: 'here', n, name });
    await server.sendControl({ t: 'name', name });
  }

  /**
   * Mutes, unmutes, removes or bans a member. Only a moderator may do this.
   * @throws ConnectionError without a connection.
   */
  async moderate(act: Moderation, n: number): Promise<void> {
    await this.connected().sendControl({ t: 'moderate', act, n });
  }

  /** Tells the others that our person starts or stops speaking. @throws ConnectionError without a connection. */
  async talk(on: boolean): Promise<void> {
    await this.connected().sendControl({ t: 'talking', on });
  }

  /**
   * The coder to use. Without native messages it is `pcm8`, because the figures must be those of 8 bits.
   * @throws ConnectionError without a connection.
   */
  async coderFor(requested: CoderName): Promise<CoderName> {
    return (await this.supportsNativeMessages()) ? requested : 'pcm8';
  }

  /**
   * Whether the server supports native messages (docs/protocol.md, section 5.3). Waits for the server's answer.
   * A server that supports only the requirements never answers.
   * @throws ConnectionError without a connection.
   */
  async supportsNativeMessages(): Promise<boolean> {
    return this.connected().supportsNativeMessages();
  }

  /**
   * Sends one message to everybody else (docs/protocol.md, section 5). A server that supports native messages
   * gets one. Any other server gets a file of 8 bits, or the sealed bytes themselves.
   * @param signal prevents sending until the message is sealed.
   * @returns the number of recipients; null when the server does not report it.
   * @throws ConnectionError without a connection, when it ended before that, or in a sealed room.
   * @throws NotCarriedError for sealed bytes that a server of the base protocol does not carry.
   * @throws the reason of `signal`.
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

  /**
   * Sends one message as it is. Does not wait for a receipt, only until the system has accepted it.
   * @throws as {@link send} does.
   */
  async sendAudio(audio: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.connectedFor('sound').send(audio, signal);
  }

  /**
   * In a sealed room: sends a record to other members, or a moderator's proof to the server. Resolves when the
   * system has accepted it.
   * @throws ConnectionError without a connection, when it ended before that, or in any other room.
   */
  async sendSealed(record: SealedRecord): Promise<void> {
    return this.connectedFor('sealed').sendRecord(record);
  }

  /**
   * In a sealed room: sends a part of a transmission. Resolves when the system has accepted it. Send the next
   * part only then, so that records and other parts can come between.
   * @param part as `encodePart` returns it.
   * @param signal prevents sending until the part is sealed.
   * @throws ConnectionError without a connection, when it ended before that, or in any other room.
   * @throws the reason of `signal`.
   */
  async sendPart(part: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.connectedFor('sealed').sendPart(part, signal);
  }

  /** Closes the connection for good, after everything queued was sent. */
  close(): void {
    this.closing.abort();
    this.receipts.abandon();
    // The connection ends even if the farewell fails.
    this.connection?.server.leave().catch(() => undefined);
    this.connection = null;
  }

  /** The connection, if the room carries this kind of content. */
  private connectedFor(what: 'sound' | 'sealed'): ServerConnection {
    if ((what === 'sealed') !== this.isSealed) throw misplaced(this.isSealed);
    return this.connected();
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
      for await (const event of server.events(signal)) await this.delivery.deliver(event, release);
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

  private applyNotice(notice: RoomNotice): void {
    if (notice.t === 'sent') return this.noteSent(notice);
    const { connection } = this;
    if (!connection) return;
    this.connection = { ...connection, roster: applyNotice(connection.roster, notice) };
    this.observer.onRoom?.(notice);
  }

  private noteSent({ id, recipients }: Extract<RoomNotice, { t: 'sent' }>): void {
    if (this.isSealed) this.observer.onSent?.(id, recipients);
    else this.receipts.settle(id, recipients);
  }

  /** Whether the client is in a sealed room, or wants to be. */
  private get isSealed(): boolean {
    return isSealedRoomId(this.options.join?.room?.id);
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

  /** Whether the room may still open. After a restart, somebody with its link must create it again. */
  private mayYetOpen({ code }: VoiceError, attempt: number): boolean {
    const { room } = this.options.join ?? {};
    const hasToken = room !== undefined && 'claims' in room;
    return hasToken && code === ErrorCode.JoinDenied && attempt < TOKEN_ATTEMPTS;
  }

  /** Ends this client after an unexpected error. Others are not affected. */
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
