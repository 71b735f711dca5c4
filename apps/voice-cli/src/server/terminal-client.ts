import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import type { CoderName } from '@sealwave/audio';
import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import type { Message } from '@sealwave/message';
import {
  backoffDelayMs,
  ConnectionError,
  IdentityChangedError,
  type Target,
} from '@sealwave/node/connection';
import { yieldingDecoding } from '@sealwave/node/media';
import {
  type Incoming,
  type JoinRequest,
  readIncoming,
  VoiceClient,
  type VoiceClientObserver,
} from '@sealwave/node/voice-client';
import { errorSummary } from '../failure';
import type { Environment } from '../command-context';
import type { Screen } from '../terminal/screen';
import { connectionOptions } from './connection-options';
import { formatAddress } from './server-address';

/** Options of {@link TerminalClient}. */
export interface TerminalClientOptions {
  readonly target: Target;
  /** Whether to reconnect instead of giving up. */
  readonly keep: boolean;
  /** Ends everything. Pending calls reject with its reason. */
  readonly signal: AbortSignal;
  /** Receives a message and its sender's name. The next message waits until this one is handled. */
  readonly onMessage?: (message: Incoming, sender: string | null) => void | Promise<void>;
  /** The room to enter, and the name to use there. */
  readonly join: JoinRequest;
  /** Environment with the settings and the folder of the known servers. */
  readonly place: Environment;
  /** Receives reports on the connection. */
  readonly screen: Screen;
  /** How to leave, for a command that stays in the room. Without it, nothing is printed about the room. */
  readonly leave?: string;
}

/** How many characters of a room's id are shown. */
const SHOWN_OF_ROOM = 8;

/** A member of a room. It sends and receives messages, and reconnects if asked to. */
export class TerminalClient implements VoiceClientObserver {
  private readonly voice: VoiceClient;
  private readonly changes = new EventTarget();
  /** Number of times that the connection was restored. */
  private generation = 0;
  private readonly gone = new AbortController();
  private problem: VoiceError | undefined;

  private constructor(private readonly options: TerminalClientOptions) {
    const { target, place, join } = options;
    this.voice = new VoiceClient(target, { ...connectionOptions(place), join }, this);
  }

  /**
   * Connects and enters the room.
   * @throws VoiceError when that fails and another attempt is not wanted.
   */
  static async join(options: TerminalClientOptions): Promise<TerminalClient> {
    const { target, keep, signal, screen } = options;
    const client = new TerminalClient(options);
    signal.addEventListener('abort', () => client.close(), { once: true });
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        await client.voice.connect();
        screen.detail(`connected to ${formatAddress(target)}`);
        client.reportSecurity();
        if (options.leave) client.greet(options.leave);
        return client;
      } catch (error) {
        signal.throwIfAborted();
        if (!keep || isFinal(error)) throw error;
        screen.remark(`${errorSummary(error)}; trying again`);
        await delay(backoffDelayMs(attempt), undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Aborts when the connection is lost for good or was closed. */
  get ended(): AbortSignal {
    return this.gone.signal;
  }

  /** The coder to use. Without native messages it is `pcm8`, because the figures must be those of 8 bits. */
  coderFor(requested: CoderName): Promise<CoderName> {
    return this.voice.coderFor(requested);
  }

  /**
   * Sends a message to everybody else in the room. During a reconnection, it waits for the next connection.
   * @returns the number of recipients; null if the server does not report it.
   * @throws VoiceError without a connection, or when the server does not support such a message.
   */
  async send(message: Message): Promise<number | null> {
    for (;;) {
      const generation = this.generation;
      try {
        return await this.voice.send(message);
      } catch (error) {
        this.options.signal.throwIfAborted();
        if (!this.options.keep || !(error instanceof ConnectionError)) throw error;
        await this.restoredSince(generation);
      }
    }
  }

  /** Leaves after everything has been sent. */
  close(): void {
    this.voice.close();
    this.gone.abort(new ConnectionError(ErrorCode.NotConnected, 'the connection was closed'));
  }

  onReconnected(): void {
    this.generation++;
    this.options.screen.remark('connected again');
    this.changes.dispatchEvent(new Event('restored'));
  }

  onLost(): void {
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
    await onMessage(await readIncoming(audio, yieldingDecoding), name ?? null);
  }

  onDropped(error: VoiceError): void {
    this.options.screen.remark(`a message was dropped: ${errorSummary(error)}`);
  }

  onProblem(error: VoiceError): void {
    this.problem = error;
    if (this.options.keep) this.options.screen.remark(errorSummary(error));
  }

  onGivenUp(error: VoiceError): void {
    this.voice.close();
    this.gone.abort(error);
  }

  /**
   * Says which room this is, under which name, and how to leave. Nothing else is printed before the first
   * message.
   */
  private greet(leave: string): void {
    const { target, join, screen } = this.options;
    const place = join.room ? `room ${join.room.id.slice(0, SHOWN_OF_ROOM)}` : 'the lobby';
    const { you = null, members = [] } = this.voice.presence ?? {};
    const company = members.length === 2 ? 'with 1 other' : `with ${members.length - 1} others`;
    // A server of the base protocol does not report the members.
    const present = you === null ? '' : `, ${members.length <= 1 ? 'alone' : company}`;
    const as = join.name ? `as ${join.name}` : 'without a name';
    screen.remark(`in ${place} of ${formatAddress(target)} ${as}${present}; ${leave}`);
  }

  /**
   * Reports a first contact or a server without proof of identity. In both cases the identity is unverified.
   */
  private reportSecurity(): void {
    const { security } = this.voice;
    // The connection may have ended already. The next one is to a known server.
    if (!security) return;
    const { state, fingerprint } = security;
    const { screen, target } = this.options;
    const server = formatAddress(target);
    if (state === 'unauthenticated') screen.remark(`${server} has not proved who it is`);
    if (state === 'first-contact') {
      screen.remark(`${server} is met for the first time and remembered: ${fingerprint}`);
    }
  }

  private async restoredSince(generation: number): Promise<void> {
    if (this.generation > generation) return;
    const { signal } = this.gone;
    await once(this.changes, 'restored', { signal }).catch(() => undefined);
    this.options.signal.throwIfAborted();
    signal.throwIfAborted();
  }
}

/** Whether another attempt is useless: another server answers, or the room refuses. */
function isFinal(error: unknown): boolean {
  if (error instanceof IdentityChangedError) return true;
  return error instanceof ConnectionError && error.code === ErrorCode.JoinDenied;
}
