import { isDeepStrictEqual } from 'node:util';
import { Logger } from '@nestjs/common';
import {
  type Disconnected,
  type Failure,
  type Moderate,
  type Moderated,
  type ServerConnected,
} from '@sealwave/contracts';
import { ErrorCode, toBase64Url, type VoiceError } from '@sealwave/kernel';
import type { Target } from '@sealwave/node/connection';
import type { CompressionService } from '@sealwave/node/media';
import {
  type JoinRequest,
  readIncoming,
  type SealedNotice,
  VoiceClient,
  type VoiceClientObserver,
  type VoiceClientOptions,
} from '@sealwave/node/voice-client';
import { LOBBY } from '@sealwave/room';
import { type Browser, untilWritable } from './browser';
import { BrowserListener } from './browser-listener';
import { type Hearing, toAudioReceived } from '../messages/hearing';
import { RejectionCounter } from './rejection-counter';
import { RequestError } from './request-error';
import { OutgoingMessages, type OutgoingOptions } from '../messages/outgoing-messages';
import type { UploadCount } from '../messages/uploads';
import { RoomReports } from '../rooms/room-reports';
import { RoomView } from '../rooms/room-view';
import { SealedInput } from '../sealed/sealed-input';
import { SealedOutput } from '../sealed/sealed-output';

/** Settings and shared parts of a bridge. */
export interface BridgeOptions extends Omit<OutgoingOptions, 'countUpload'> {
  readonly client: VoiceClientOptions;
  /** Counts an upload of `browser`, together with everything unfinished of its address. */
  readonly countUpload: (browser: Browser, drop: (why: Failure) => void) => UploadCount;
  /** Shared by all browsers. */
  readonly hearing: Hearing;
}

/** A connection, its destination, and the room there. */
interface ActiveConnection {
  readonly client: VoiceClient;
  readonly target: Target;
  readonly room: RoomView;
  /** What the browser asked for, except its name. */
  readonly join: JoinRequest;
}

/** Connects one browser to at most one voice server. */
export class BrowserBridge implements VoiceClientObserver {
  private readonly logger = new Logger(BrowserBridge.name);
  /** The recordings that it sends. */
  readonly messages: OutgoingMessages;
  /** What it sends in a sealed room. */
  readonly sealed = new SealedInput(() => this.connectedToSealedRoom());
  private readonly rejections = new RejectionCounter((rejected) =>
    this.browser.emit('audio_rejected', rejected),
  );
  private readonly listener: BrowserListener;
  private readonly reports: RoomReports;
  private readonly sealedOutput: SealedOutput;
  private active: ActiveConnection | null = null;

  constructor(
    private readonly browser: Browser,
    compression: CompressionService,
    private readonly options: BridgeOptions,
  ) {
    this.listener = new BrowserListener(browser, () =>
      this.logger.warn({
        ...{ event: 'browser-cut-off', browser: browser.id, code: ErrorCode.SlowConsumer },
      }),
    );
    this.reports = new RoomReports({
      browser,
      room: () => this.active?.room.current ?? null,
      onFailure: (reason) => this.fail(reason),
    });
    this.sealedOutput = new SealedOutput(browser, this.listener, (n) => this.reports.introduce(n));
    const source = { browser, connected: () => this.connectedToOpenRoom() };
    this.messages = new OutgoingMessages(source, compression, {
      ...options,
      countUpload: (drop) => options.countUpload(browser, drop),
    });
  }

  /**
   * Connects to a voice server and enters a room. For a browser that is there already, changes its name.
   * @throws VoiceError when the server cannot be reached, another connection exists already, or the browser
   * ends the attempt.
   */
  async connect(target: Target, join: JoinRequest = {}): Promise<ServerConnected> {
    if (this.active) return this.rename(this.active, target, join);
    const client = new VoiceClient(target, { ...this.options.client, join }, this);
    const room = new RoomView(join.room?.id ?? LOBBY, () => client.presence);
    const active = { client, target, room, join };
    this.active = active;
    try {
      await client.connect();
    } catch (error) {
      if (this.active !== active) throw RequestError.notConnected();
      this.active = null;
      throw error;
    }
    const connected = this.announce(active);
    if (connected) return connected;
    // The connection was lost before the answer. It restores itself and then reports that.
    throw RequestError.notConnected();
  }

  /** Closes the connection, if there is one. Cancels everything that was to be sent there. */
  disconnect(): Disconnected {
    this.leave();
    const end: Disconnected = { reason: 'requested' };
    this.browser.emit('disconnected', end);
    return end;
  }

  /** Closes the bridge, because the browser disconnected. */
  close(): void {
    this.leave();
    this.rejections.close();
    const dropped = this.rejections.count;
    this.logger.log({ event: 'browser-gone', browser: this.browser.id, dropped });
  }

  onLost(): void {
    this.browser.emit('disconnected', { reason: 'connection_lost' });
  }

  onReconnecting(attempt: number, delayMs: number): void {
    this.browser.emit('server_reconnecting', { attempt, delayMs });
  }

  onReconnected(): void {
    if (this.active) this.announce(this.active);
  }

  onGivenUp({ code, message }: VoiceError): void {
    this.active = null;
    this.browser.emit('server_error', { code, message });
    // A page cannot handle a bug of ours. So its socket is closed, and the page reopens it.
    if (code === ErrorCode.Internal) this.browser.disconnect(true);
  }

  async onAudio(audio: Uint8Array, sender: number | null, release: () => void): Promise<void> {
    const { active } = this;
    const from = active?.room.memberOf(sender) ?? null;
    const { hearing } = this.options;
    const { host, port } = active?.target ?? { host: '', port: 0 };
    const speaker = `${host} ${port} ${active?.room.id ?? LOBBY} ${sender}`;
    const incoming = await readIncoming(audio, hearing.of(speaker));
    const { message, giveBack } = await hearing.admit(incoming, {
      ...{ receivedIn: audio, listener: this.listener, release },
    });
    try {
      // Drop audio from a room that the browser has left.
      if (this.active !== active) return;
      const received = toAudioReceived(message, this.listener.wantsBytes);
      this.browser.emit('audio_received', { ...received, sender: from });
      await untilWritable(this.browser);
    } finally {
      giveBack();
    }
  }

  async onSealed(record: SealedNotice): Promise<void> {
    await this.sealedOutput.record(record);
  }

  async onPart(n: number, part: Uint8Array): Promise<void> {
    await this.sealedOutput.part(n, part);
  }

  /** A transmission of this browser has ended and was relayed to `recipients` others. */
  onSent(id: string, recipients: number): void {
    this.browser.emit('sealed_sent', { id, recipients });
  }

  /** Counts and logs a message that failed its checks. The browser learns only the count. */
  onDropped(error: VoiceError): void {
    this.rejections.add(error.code);
    this.report('message-dropped', error);
  }

  onProblem(error: VoiceError): void {
    const { code, message } = error;
    // In a sealed room, only the voice server knows what this person may not do.
    const isRefusal = code === ErrorCode.NotAllowed && this.active?.room.isSealed;
    if (isRefusal) this.browser.emit('server_error', { code, message });
    this.report('link-problem', error);
  }

  onRoom(): void {
    if (this.active) this.reports.changed();
  }

  /** Tells the other members that this person starts or stops speaking. Receivers treat this as a hint only. */
  async talk(on: boolean): Promise<void> {
    await this.connected().talk(on);
  }

  /**
   * Mutes, unmutes, removes or bans a member.
   * @throws RequestError when this person is not a moderator, or when the member is one. The server would
   * refuse too.
   */
  async moderate({ act, n }: Moderate): Promise<Moderated> {
    const client = this.connected();
    const { presence } = client;
    if (!presence) throw RequestError.notConnected();
    const { moderator, members } = presence;
    const isEqual = members.some((member) => member.n === n && member.moderator);
    if (!moderator || isEqual) throw RequestError.noModerator();
    await client.moderate(act, n);
    return {};
  }

  /**
   * Changes the name without a new connection. The person keeps their number, and sending and hearing go on.
   * @throws RequestError when the request is for more than another name, or the server cannot do it.
   */
  private async rename(
    active: ActiveConnection,
    target: Target,
    { room, name = null }: JoinRequest,
  ): Promise<ServerConnected> {
    const { client } = active;
    const isSamePlace = isDeepStrictEqual([active.target, active.join.room], [target, room]);
    if (!isSamePlace || client.name === name || !client.canRename) {
      throw RequestError.alreadyConnected();
    }
    await client.rename(name);
    const connected = this.active === active ? this.announce(active) : null;
    if (!connected) throw RequestError.notConnected();
    return connected;
  }

  /**
   * Tells the browser three things: the server it is connected to, how far the server is trusted, and who is in
   * the room.
   * @returns what it told; null if the connection is lost already.
   */
  private announce({ client, target, room }: ActiveConnection): ServerConnected | null {
    const { current } = room;
    const { security } = client;
    if (!security || !current) return null;
    const exporter = room.isSealed && client.exporter;
    const connected = {
      ...{ ...target, security, room: current },
      ...(exporter && { exporter: toBase64Url(exporter) }),
    };
    this.browser.emit('server_connected', connected);
    this.reports.told(current);
    return connected;
  }

  /**
   * Ends this browser's connection after a bug of ours. No other connection is affected. The browser may
   * reconnect.
   */
  private fail(reason: unknown): void {
    this.logger.error(reason);
    this.browser.disconnect(true);
  }

  private report(event: string, { code, detail, peerFault, cause }: VoiceError): void {
    this.logger.warn({ event, browser: this.browser.id, code, ...detail });
    if (!peerFault) this.logger.error(cause);
  }

  private leave(): void {
    this.messages.cancelAll();
    this.sealed.cancelAll();
    this.active?.client.close();
    this.active = null;
  }

  private connected(): VoiceClient {
    if (!this.active) throw RequestError.notConnected();
    return this.active.client;
  }

  private connectedToOpenRoom(): VoiceClient {
    if (this.active?.room.isSealed) throw RequestError.notSealed();
    return this.connected();
  }

  private connectedToSealedRoom(): VoiceClient {
    if (this.active && !this.active.room.isSealed) throw RequestError.noSealedRoom();
    return this.connected();
  }
}
