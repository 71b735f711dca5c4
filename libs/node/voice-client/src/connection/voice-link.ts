import { setTimeout as delay } from 'node:timers/promises';
import { ErrorCode, runInBackground, type VoiceError } from '@sealwave/kernel';
import { connectHop, MAX_HANDSHAKE_BODY_BYTES, MAX_HELLO_BYTES } from '@sealwave/node/hop';
import type { Moderation, Roster } from '@sealwave/room';
import { FrameType, TYPE_BYTES } from '@sealwave/wire';
import {
  asVoiceError,
  backoffDelayMs,
  ConnectionError,
  dial,
  FrameSocket,
  type FrameSocketLimits,
  IdentityChangedError,
  type LinkSecurity,
  type ServerTrust,
  type Target,
  UNAUTHENTICATED,
} from '@sealwave/node/connection';
import type { JoinRequest } from './join-request';
import { ServerConnection, type SessionObserver } from './link-session';

/** Settings of a connection. */
export interface VoiceLinkOptions extends FrameSocketLimits {
  readonly connectTimeoutMs: number;
  /** Time for each step of the handshake, in milliseconds. */
  readonly handshakeMs: number;
  /** Time for a server with secured hops to send its hello, in milliseconds. */
  readonly helloMs: number;
  /** Silence of the server after which the connection is given up, in milliseconds; on a secured hop. */
  readonly silenceMs: number;
  /** Which servers are trusted, and what is asked of them. */
  readonly trust: ServerTrust;
  /** Time for a server of the base protocol to answer our announcement, in milliseconds. */
  readonly announcementMs: number;
  /** Largest sealed message accepted from the server, in bytes. */
  readonly maxMessageBytes: number;
  /** The room to enter, and the display name; the lobby without it. */
  readonly visit?: JoinRequest;
}

/** Receives the events of a connection, in order. */
export interface VoiceLinkObserver extends SessionObserver {
  /** The connection was restored. */
  onReconnected(): void;
  /** The connection was lost; attempts to restore it follow. */
  onLost(): void;
  /** Called before each attempt: its number from 1, and the milliseconds until it. */
  onReconnecting(attempt: number, delayMs: number): void;
  /** A message that passed its checks. The next one waits until this one is handled. */
  onAudio(audio: Uint8Array, sender: number | null): void | Promise<void>;
  /** Why the connection was lost, or why an attempt to restore it failed. */
  onProblem(error: VoiceError): void;
  /**
   * The connection will not be restored: another server answers, or we were removed or not admitted again.
   */
  onGivenUp(error: VoiceError): void;
}

/** Largest length field of a `C`, in bytes (docs/protocol.md, section 6.1). */
const MAX_CONTROL_FRAME_BYTES = 64 * 1024;

/** A client's connection to the voice server. It restores itself until it is closed. */
export class VoiceLink {
  private session: ServerConnection | null = null;
  private readonly closing = new AbortController();

  constructor(
    private readonly target: Target,
    private readonly options: VoiceLinkOptions,
    private readonly observer: VoiceLinkObserver,
  ) {}

  /**
   * Connects for the first time; after that, a lost connection is restored by itself.
   * @throws ConnectionError or HandshakeError when the server cannot be reached or refuses.
   * @throws IdentityChangedError when it has another identity than before.
   */
  async connect(): Promise<void> {
    await this.open();
  }

  /** How the connection is protected; null while there is none. */
  get security(): LinkSecurity | null {
    return this.session?.security ?? null;
  }

  /** The members of the room; null while there is no connection. */
  get presence(): Roster | null {
    return this.session?.presence ?? null;
  }

  /**
   * Mutes, unmutes, removes or bans a member.
   * @throws ConnectionError when there is no connection.
   */
  async moderate(act: Moderation, n: number): Promise<void> {
    await this.connected().moderate(act, n);
  }

  /**
   * Tells the other members that our person starts or stops speaking.
   * @throws ConnectionError when there is no connection.
   */
  async talk(on: boolean): Promise<void> {
    await this.connected().talk(on);
  }

  /**
   * Whether the server supports native messages (docs/protocol.md, section 5.3). It waits for the server's
   * answer, which a server written from the requirements alone never gives.
   * @throws ConnectionError when there is no connection.
   */
  async takesMessages(): Promise<boolean> {
    return this.connected().takesMessages();
  }

  /**
   * Seals and sends one message; resolves when it was handed to the system.
   * @param signal cancels the message until it is sealed.
   * @throws ConnectionError when there is no connection, or it ended before that.
   * @throws the reason of `signal`.
   */
  async send(audio: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.connected().send(audio, signal);
  }

  /** Closes the connection for good, after everything has been sent. */
  close(): void {
    this.closing.abort();
    // The connection ends even if the goodbye fails.
    this.session?.leave().catch(() => undefined);
    this.session = null;
  }

  private connected(): ServerConnection {
    if (this.session) return this.session;
    throw new ConnectionError(ErrorCode.NotConnected, 'the voice server is not connected');
  }

  private async open(): Promise<void> {
    const { signal } = this.closing;
    const socket = await dial(this.target, this.options.connectTimeoutMs, signal);
    const frames = new FrameSocket(socket, (type) => this.frameLimit(type), this.options);
    const abandon = () => frames.close();
    signal.addEventListener('abort', abandon, { once: true });
    try {
      this.session = await this.enter(frames);
    } catch (error) {
      frames.close();
      throw error;
    } finally {
      // From here on, closing waits for what is still being sent.
      signal.removeEventListener('abort', abandon);
    }
    const { session } = this;
    runInBackground(
      () => this.receive(session),
      (reason) => this.abandon(reason),
    );
  }

  private async enter(frames: FrameSocket): Promise<ServerConnection> {
    const { trust, handshakeMs, helloMs, announcementMs, silenceMs } = this.options;
    const hop = await connectHop(frames, {
      policy: trust.policyFor(this.target),
      deadlineMs: handshakeMs,
      helloMs,
      trust: (identity) => trust.check(this.target, identity),
    });
    this.closing.signal.throwIfAborted();
    const security = hop.identity ? trust.accept(this.target, hop.identity) : UNAUTHENTICATED;
    const session = new ServerConnection(frames, hop, security, announcementMs);
    await session.join(handshakeMs, this.options.visit);
    this.closing.signal.throwIfAborted();
    if (hop.identity) frames.limitSilence(silenceMs);
    return session;
  }

  private frameLimit(type: number): number {
    if (type === FrameType.Audio) return TYPE_BYTES + this.options.maxMessageBytes;
    if (type === FrameType.Control) return MAX_CONTROL_FRAME_BYTES;
    return TYPE_BYTES + (type === FrameType.Hello ? MAX_HELLO_BYTES : MAX_HANDSHAKE_BODY_BYTES);
  }

  /** An unexpected error ends this connection, and no other one. */
  private abandon(reason: unknown): void {
    this.session?.frames.close();
    this.session = null;
    if (this.closing.signal.aborted) return;
    this.closing.abort();
    const problem = asVoiceError(reason);
    this.observer.onProblem(problem);
    this.observer.onGivenUp(problem);
  }

  private async receive(session: ServerConnection): Promise<void> {
    let end: VoiceError | null = null;
    try {
      await session.receive(this.observer, this.closing.signal);
    } catch (error) {
      end = asVoiceError(error);
      if (!this.closing.signal.aborted) this.observer.onProblem(end);
    } finally {
      session.frames.close();
    }
    if (this.closing.signal.aborted) return;
    this.session = null;
    if (end && isFinal(end)) return this.observer.onGivenUp(end);
    this.observer.onLost();
    await this.restore();
  }

  /**
   * Whether the room may still open. After a restart of the server, a token cannot create the room; it exists
   * again once a holder of its link returns.
   */
  private mayYetOpen({ code }: VoiceError, attempt: number): boolean {
    const { room } = this.options.visit ?? {};
    const hasToken = room !== undefined && 'claims' in room;
    return hasToken && code === ErrorCode.JoinDenied && attempt < TOKEN_ATTEMPTS;
  }

  private async restore(): Promise<void> {
    const { signal } = this.closing;
    for (let attempt = 1; !signal.aborted; attempt++) {
      const delayMs = backoffDelayMs(attempt);
      this.observer.onReconnecting(attempt, delayMs);
      try {
        await delay(delayMs, undefined, { signal });
        await this.open();
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
}

/** Attempts of a token's holder to return to a room that may not have been created again yet. */
const TOKEN_ATTEMPTS = 20;

/** Whether another attempt would not help. */
function isFinal(error: VoiceError): boolean {
  const { code } = error;
  if (error instanceof IdentityChangedError) return true;
  return code === ErrorCode.Removed || code === ErrorCode.JoinDenied;
}
