import { isDeepStrictEqual } from 'node:util';
import { Logger } from '@nestjs/common';
import {
  type Disconnected,
  type Failure,
  type Moderate,
  type Moderated,
  type RoomMember,
  type RoomPresence,
  type ServerConnected,
} from '@sealwave/contracts';
import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import type { Target } from '@sealwave/node/connection';
import type { CompressionService } from '@sealwave/node/media';
import {
  type JoinRequest,
  readIncoming,
  VoiceClient,
  type VoiceClientObserver,
  type VoiceClientOptions,
} from '@sealwave/node/voice-client';
import { LOBBY, type Roster } from '@sealwave/room';
import { type Browser, untilWritable } from './browser';
import { BrowserListener } from './browser-listener';
import { ThrottledNotifier } from './throttled-notifier';
import { type Hearing, toAudioReceived } from '../messages/hearing';
import { RejectionCounter } from './rejection-counter';
import { RequestError } from './request-error';
import { OutgoingMessages, type OutgoingOptions } from '../messages/outgoing-messages';
import type { UploadCount } from '../messages/uploads';

/** Settings and shared parts of a bridge. */
export interface BridgeOptions extends Omit<OutgoingOptions, 'countUpload'> {
  readonly client: VoiceClientOptions;
  /** Counts an upload of `browser`, together with everything unfinished of its address. */
  readonly countUpload: (browser: Browser, drop: (why: Failure) => void) => UploadCount;
  /** Shared by all browsers. */
  readonly hearing: Hearing;
}

/** What a browser sees of its room. */
export class RoomView {
  /**
   * @param id the room's id.
   * @param presence returns the current roster; null while it is unknown.
   */
  constructor(
    readonly id: string,
    private readonly presence: () => Roster | null,
  ) {}

  /** The room and its roster; null while there is no connection. */
  get current(): RoomPresence | null {
    const presence = this.presence();
    if (!presence) return null;
    return { id: this.id, ...presence };
  }

  /** The member with number `n`. It has no name if it has left. Null if the server does not say who sent. */
  memberOf(n: number | null): RoomMember | null {
    if (n === null || n === 0) return null;
    const member = this.presence()?.members.find((each) => each.n === n);
    return { n, name: member?.name ?? null };
  }
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
  private readonly rejections = new RejectionCounter((rejected) =>
    this.browser.emit('audio_rejected', rejected),
  );
  private readonly roomChange = new ThrottledNotifier(
    () => untilWritable(this.browser),
    () => this.tellOfRoom(),
    (reason) => this.fail(reason),
  );
  private readonly listener: BrowserListener;
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
    const source = { browser, connected: () => this.connected() };
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
    this.messages.cancelAll();
    this.active?.client.close();
    this.active = null;
    const end: Disconnected = { reason: 'requested' };
    this.browser.emit('disconnected', end);
    return end;
  }

  /** Closes the bridge, because the browser disconnected. */
  close(): void {
    this.messages.cancelAll();
    this.rejections.close();
    this.active?.client.close();
    this.active = null;
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

  /** Counts and logs a message that failed its checks. The browser learns only the count. */
  onDropped(error: VoiceError): void {
    this.rejections.add(error.code);
    this.report('message-dropped', error);
  }

  onProblem(error: VoiceError): void {
    this.report('link-problem', error);
  }

  onRoom(): void {
    if (this.active) this.roomChange.markDirty();
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
    const connected = { ...target, security, room: current };
    this.browser.emit('server_connected', connected);
    return connected;
  }

  private tellOfRoom(): void {
    // During a reconnection the members are unknown. The next connection starts with all of them.
    const room = this.active?.room.current;
    if (room) this.browser.emit('room_changed', room);
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

  private connected(): VoiceClient {
    if (!this.active) throw RequestError.notConnected();
    return this.active.client;
  }
}
