import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { CoderName } from '@sealwave/audio';
import { GATEWAY_LIMITS } from '@sealwave/contracts';
import type { SealedRoomLink } from '@sealwave/e2ee/keys';
import { ErrorCode, runInBackground, type VoiceError } from '@sealwave/kernel';
import type { Message } from '@sealwave/message';
import { backoffDelayMs, ConnectionError } from '@sealwave/node/connection';
import { AudioError, yieldingDecoding } from '@sealwave/node/media';
import {
  readIncoming,
  type SealedNotice,
  VoiceClient,
  type VoiceClientObserver,
  type VoiceClientOptions,
} from '@sealwave/node/voice-client';
import type { Roster } from '@sealwave/room';
import type { RoomNotice } from '@sealwave/room/record';
import { errorSummary } from '../failure';
import { credentialOf, openRoom } from '../sealed/open-room';
import { SealedRoom } from '../sealed/sealed-room';
import { VoiceInbox } from '../sealed/voice-inbox';
import type { Coding } from './coding';
import { connectionOptions, dataFolderOf, isFinal } from './connection-options';
import { describeEntry, reportSecurity } from './connection-report';
import { type Delivery, isOfConnection } from './delivery';
import { formatAddress } from './server-address';
import type { TerminalClientOptions } from './terminal-client-options';

/** How long the others may be told that a message is cancelled before the connection is closed, in milliseconds. */
const CANCEL_MS = 3000;

/** A member of a room: sends and receives messages, and reconnects if asked to. */
export class TerminalClient implements VoiceClientObserver {
  private readonly voice: VoiceClient;
  private readonly changes = new EventTarget();
  /** Number of times that the connection was restored. */
  private generation = 0;
  private readonly gone = new AbortController();
  private problem: VoiceError | undefined;
  private _room: SealedRoom | null = null;
  private readonly inbox: VoiceInbox | undefined;
  /** Settles when nothing is being sent in a sealed room. */
  private sending: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly options: TerminalClientOptions,
    connection: VoiceClientOptions,
  ) {
    this.voice = new VoiceClient(options.target, connection, this);
    const { onMessage, onText } = options;
    this.inbox = onMessage && this.inboxFor(onMessage, onText);
  }

  /**
   * Connects and enters the room.
   * @throws VoiceError when that fails and another attempt is not wanted.
   */
  static async join(options: TerminalClientOptions): Promise<TerminalClient> {
    const { signal, destination, place } = options;
    const { link, name } = destination;
    const room = link && (await credentialOf(link));
    const join = room ? { room } : { name };
    const client = new TerminalClient(options, { ...connectionOptions(place), join });
    if (link) client._room = await client.openRoom(link);
    signal.addEventListener('abort', () => client.closeAfterCancelling(), { once: true });
    await client.connect();
    return client;
  }

  /** Aborts when the connection is lost for good or was closed. */
  get ended(): AbortSignal {
    return this.gone.signal;
  }

  /** The sealed room; null in the lobby. */
  get room(): SealedRoom | null {
    return this._room;
  }

  /** Who is here, as the server says; null without a connection. */
  get roster(): Roster | null {
    return this.voice.presence;
  }

  /** How to code what is sent here: without native messages, the figures must be those of 8 bits. */
  async codingFor(requested: CoderName): Promise<Coding> {
    if (this._room) return { coder: requested, maxSeconds: SealedRoom.maxSeconds };
    const maxSeconds = GATEWAY_LIMITS.maxRecordingSeconds;
    return { coder: await this.voice.coderFor(requested), maxSeconds };
  }

  /**
   * Sends a message to everybody else in the room. If the client reconnects, it waits for the next
   * connection.
   * @param onProgress hears the share that is sent, 0 to 1; in a sealed room.
   * @throws VoiceError without a connection, or when the message cannot be sent there.
   */
  async send(
    message: Message,
    onProgress: (share: number) => void = () => undefined,
  ): Promise<Delivery> {
    for (;;) {
      const generation = this.generation;
      try {
        if (this._room) return await this.sendSealed(this._room, message, onProgress);
        return { recipients: await this.voice.send(message) };
      } catch (error) {
        this.options.signal.throwIfAborted();
        if (!this.options.keep || !isOfConnection(error)) throw error;
        await this.restoredSince(generation);
      }
    }
  }

  /** Leaves after everything has been sent. */
  close(): void {
    this._room?.close();
    this.voice.close();
    this.gone.abort(new ConnectionError(ErrorCode.NotConnected, 'the connection was closed'));
  }

  onReconnected(): void {
    this.generation++;
    this.enter();
    this.options.screen.remark('connected again');
    this.changes.dispatchEvent(new Event('restored'));
  }

  onLost(): void {
    this._room?.lost();
    const text = `the connection to ${formatAddress(this.options.target)} was lost`;
    if (this.options.keep) return this.options.screen.remark(text);
    this.voice.close();
    const cause = this.problem;
    this.gone.abort(new ConnectionError(ErrorCode.PeerClosed, text, {}, { cause }));
  }

  onReconnecting(attempt: number, delayMs: number): void {
    const seconds = (delayMs / 1000).toFixed(1);
    this.options.screen.remark(`connecting again in ${seconds} s, attempt ${attempt}`);
  }

  async onAudio(audio: Uint8Array, sender: number | null): Promise<void> {
    const { onMessage } = this.options;
    if (!onMessage || this.gone.signal.aborted) return;
    const name = this.voice.presence?.members.find(({ n }) => n === sender)?.name;
    await onMessage(await readIncoming(audio, yieldingDecoding), { sender: name ?? null });
  }

  onSealed(record: SealedNotice): void {
    this._room?.record(record);
  }

  /** Nothing more is read while recordings that have come are being handled. */
  async onPart(n: number, part: Uint8Array): Promise<void> {
    this._room?.part(n, part);
    await this.inbox?.handled;
  }

  onRoom(notice: RoomNotice): void {
    this._room?.notice(notice);
  }

  onDropped(error: VoiceError): void {
    this.options.screen.remark(`a message was dropped: ${errorSummary(error)}`);
  }

  onProblem(error: VoiceError): void {
    this.problem = error;
    if (this.options.keep) this.options.screen.remark(errorSummary(error));
  }

  onGivenUp(error: VoiceError): void {
    this._room?.lost();
    this.voice.close();
    this.gone.abort(error);
  }

  private async connect(): Promise<void> {
    const { target, keep, signal, screen, leave, destination } = this.options;
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        await this.voice.connect();
        this.enter();
        screen.detail(`connected to ${formatAddress(target)}`);
        reportSecurity(this.voice.security, target, screen);
        if (leave)
          screen.remark(`${describeEntry(destination, target, this.voice.presence)}; ${leave}`);
        return;
      } catch (error) {
        signal.throwIfAborted();
        if (!keep || isFinal(error)) throw error;
        screen.remark(`${errorSummary(error)}; trying again`);
        await delay(backoffDelayMs(attempt), undefined, { signal }).catch(() => undefined);
      }
    }
  }

  private inboxFor(
    onMessage: NonNullable<TerminalClientOptions['onMessage']>,
    onText: TerminalClientOptions['onText'],
  ): VoiceInbox {
    return new VoiceInbox({
      onMessage: async (message, provenance) => {
        if (this.gone.signal.aborted) return;
        await onMessage(message, { sender: provenance.signedBy, provenance });
      },
      onText: (text) => onText?.(text),
      onDropped: (error) => this.onDropped(error),
    });
  }

  private openRoom(link: SealedRoomLink): Promise<SealedRoom> {
    const { screen, place, destination } = this.options;
    const { name, baseUrl } = destination;
    const folder = dataFolderOf(place);
    const { inbox: listener, voice: channel } = this;
    return openRoom(link, { folder, name, channel, screen, listener, baseUrl });
  }

  /** Nothing of this connection has been delivered yet. */
  private enter(): void {
    const { presence, exporter } = this.voice;
    if (presence) this._room?.enter(presence, exporter);
  }

  private async sendSealed(
    room: SealedRoom,
    message: Message,
    onProgress: (share: number) => void,
  ): Promise<Delivery> {
    const { signal, waitMs = 0 } = this.options;
    if (message.kind !== 'voice') {
      throw AudioError.unsupported('locked files are for the lobby; in a room all is encrypted');
    }
    await room.ready(waitMs, AbortSignal.any([signal, this.gone.signal]));
    signal.throwIfAborted();
    const sent = room.send(message, signal, onProgress);
    this.sending = sent.catch(() => undefined);
    const { id, ...hearing } = await sent;
    // Then it was cancelled.
    signal.throwIfAborted();
    return { recipients: null, sealed: { id, hearing } };
  }

  /** What is being sent in a sealed room ends with the word that it was cancelled. */
  private closeAfterCancelling(): void {
    const over = delay(CANCEL_MS, undefined, { ref: false });
    runInBackground(
      () => Promise.race([this.sending, over]).then(() => this.close()),
      (reason) => this.options.screen.remark(errorSummary(reason)),
    );
  }

  private async restoredSince(generation: number): Promise<void> {
    if (this.generation > generation) return;
    const { signal } = this.gone;
    await once(this.changes, 'restored', { signal }).catch(() => undefined);
    this.options.signal.throwIfAborted();
    signal.throwIfAborted();
  }
}
