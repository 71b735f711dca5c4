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

/** How a link behaves. */
export interface VoiceLinkOptions extends FrameSocketLimits {
  readonly connectTimeoutMs: number;
  /** Time for each step of the handshake, in milliseconds. */
  readonly handshakeMs: number;
  /** Time for a server that knows of secured hops to say so, in milliseconds. */
  readonly helloMs: number;
  /** Time without a word of the server after which it is given up, in milliseconds; on a secured hop. */
  readonly silenceMs: number;
  /** Which servers are believed, and how much is asked of them. */
  readonly trust: ServerTrust;
  /** Time for a server of the base protocol to answer what we announce, in milliseconds. */
  readonly announcementMs: number;
  /** Largest sealed message accepted of the server, in bytes. */
  readonly maxMessageBytes: number;
  /** Where to go, and as whom; the lobby without it. */
  readonly visit?: JoinRequest;
}

/** Is told what happens on a link, in order. */
export interface VoiceLinkObserver extends SessionObserver {
  /** The link works again after it was lost. */
  onReconnected(): void;
  /** The link was lost; attempts to restore it follow. */
  onLost(): void;
  /** Before each attempt: its number from 1, and the milliseconds until it. */
  onReconnecting(attempt: number, delayMs: number): void;
  /** A message whose checks succeeded; the next one waits until this one is dealt with. */
  onAudio(audio: Uint8Array, sender: number | null): void | Promise<void>;
  /** Why the link was lost, or why an attempt to restore it failed. */
  onProblem(error: VoiceError): void;
  /** The link will not be restored: another server answers, or we were removed or not admitted again. */
  onGivenUp(error: VoiceError): void;
}

/** Largest length field of a `C` (docs/protocol.md, section 6.1). */
const MAX_CONTROL_FRAME_BYTES = 64 * 1024;

/** A connection to the voice server as a client: keeps itself alive until it is closed. */
export class VoiceLink {
  private session: ServerConnection | null = null;
  private readonly closing = new AbortController();

  constructor(
    private readonly target: Target,
    private readonly options: VoiceLinkOptions,
    private readonly observer: VoiceLinkObserver,
  ) {}

  /**
   * Connects for the first time; from then on a lost connection is restored by itself.
   * @throws ConnectionError or HandshakeError when the server cannot be reached or refuses, and
   * IdentityChangedError when it is another one than before.
   */
  async connect(): Promise<void> {
    await this.open();
  }

  /** What protects the link; null while there is no connection. */
  get security(): LinkSecurity | null {
    return this.session?.security ?? null;
  }

  /** Who is in the room; null while there is no connection. */
  get presence(): Roster | null {
    return this.session?.presence ?? null;
  }

  /** Does something to somebody else in the room. @throws ConnectionError as above. */
  async moderate(act: Moderation, n: number): Promise<void> {
    await this.connected().moderate(act, n);
  }

  /** Says to the others that our person begins or ends to speak. @throws ConnectionError as above. */
  async talk(on: boolean): Promise<void> {
    await this.connected().talk(on);
  }

  /**
   * Whether the server takes native messages (docs/protocol.md, section 5.3). Waits for its answer, which
   * a server written from the requirements alone never gives.
   * @throws ConnectionError when there is no connection.
   */
  async takesMessages(): Promise<boolean> {
    return this.connected().takesMessages();
  }

  /**
   * Seals and sends one message; resolves when it was handed to the system.
   * @param signal keeps it from being sent for as long as it is not sealed.
   * @throws ConnectionError when there is no connection, or it ended before that; the reason of `signal`.
   */
  async send(audio: Uint8Array, signal?: AbortSignal): Promise<void> {
    return this.connected().send(audio, signal);
  }

  /** Ends the link for good, after what was sent. */
  close(): void {
    this.closing.abort();
    // Whatever goes wrong with a goodbye, the connection ends.
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
      // From here on the link is closed after what it still has to send.
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

  /** Nobody expected what went wrong: it costs this link, and nobody else theirs. */
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

  /** After a restart of the server a room is there when one of those is who have its link: no token makes it. */
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

/** Attempts of a token's holder to come back into a room that nobody may have made again yet. */
const TOKEN_ATTEMPTS = 20;

/** Whether to try again would change nothing. */
function isFinal(error: VoiceError): boolean {
  const { code } = error;
  if (error instanceof IdentityChangedError) return true;
  return code === ErrorCode.Removed || code === ErrorCode.JoinDenied;
}
