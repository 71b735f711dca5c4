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
import {
  encodeOutgoing,
  type Incoming,
  type JoinRequest,
  readIncoming,
  Receipts,
  VoiceLink,
  type VoiceLinkObserver,
} from '@sealwave/node/voice-client';
import type { RoomNotice } from '@sealwave/room/record';
import { errorSummary } from '../failure';
import type { Environment } from '../command-context';
import type { Screen } from '../terminal/screen';
import { voiceDecoding } from './decode-voice';
import { linkOptions } from './link-options';
import { formatAddress } from './server-address';

/** How somebody takes part. */
export interface VoiceClientOptions {
  readonly target: Target;
  /** Whether to connect again, and again, rather than to give up. */
  readonly keep: boolean;
  /** Ends everything; what waits rejects with its reason. */
  readonly signal: AbortSignal;
  /** A message that came, and the name of who sent it; the next one waits until this one is dealt with. */
  readonly onMessage?: (message: Incoming, sender: string | null) => void | Promise<void>;
  /** Where to go there, and as whom. */
  readonly visit: JoinRequest;
  /** Where the settings are, and the memory of servers. */
  readonly place: Environment;
  /** Where a person is told what happens to the connection. */
  readonly screen: Screen;
  /** How to leave, for a person who stays; who does not is told nothing of where they are. */
  readonly leave?: string;
}

/** How many characters of a room's id are shown. */
const SHOWN_OF_ROOM = 8;

/** A member of a room: sends, is told what comes, and stays if it is to stay. */
export class VoiceClient implements VoiceLinkObserver {
  private readonly link: VoiceLink;
  private readonly receipts = new Receipts();
  private readonly changes = new EventTarget();
  /** How often the connection was restored. */
  private generation = 0;
  private readonly gone = new AbortController();
  private problem: VoiceError | undefined;

  private constructor(private readonly options: VoiceClientOptions) {
    this.link = new VoiceLink(
      options.target,
      { ...linkOptions(options.place), visit: options.visit },
      this,
    );
  }

  /**
   * Connects and enters the room.
   * @throws VoiceError when that fails and is not to be tried again.
   */
  static async join(options: VoiceClientOptions): Promise<VoiceClient> {
    const { target, keep, signal, screen } = options;
    const client = new VoiceClient(options);
    signal.addEventListener('abort', () => client.close(), { once: true });
    for (let attempt = 1; ; attempt++) {
      signal.throwIfAborted();
      try {
        await client.link.connect();
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

  /** Fires when the connection is lost and is not to be restored, or was closed. */
  get ended(): AbortSignal {
    return this.gone.signal;
  }

  /** The coder to use: without native messages, figures have to be those of 8 bits. */
  async coderFor(requested: CoderName): Promise<CoderName> {
    return (await this.link.takesMessages()) ? requested : 'pcm8';
  }

  /**
   * Sends one message to everybody else; where the connection is to be kept, once there is one again.
   * @returns to how many it went; null where the server does not say.
   * @throws VoiceError when there is none, or the server does not carry such a message.
   */
  async send(message: Message): Promise<number | null> {
    for (;;) {
      const generation = this.generation;
      try {
        const isNative = await this.link.takesMessages();
        const outgoing = await encodeOutgoing(message, isNative, voiceDecoding);
        const isNumbered = isNative && (this.link.presence?.you ?? null) !== null;
        const receipt = isNumbered ? this.receipts.expect(message.id) : null;
        await this.link.send(outgoing);
        return await receipt;
      } catch (error) {
        this.options.signal.throwIfAborted();
        if (!this.options.keep || !(error instanceof ConnectionError)) throw error;
        await this.restoredSince(generation);
      }
    }
  }

  /** Leaves, after what was sent. */
  close(): void {
    this.link.close();
    this.gone.abort(new ConnectionError(ErrorCode.NotConnected, 'the connection was closed'));
  }

  onReconnected(): void {
    this.generation++;
    this.options.screen.remark('connected again');
    this.changes.dispatchEvent(new Event('restored'));
  }

  onLost(): void {
    this.receipts.lose();
    const text = `the connection to ${formatAddress(this.options.target)} was lost`;
    if (this.options.keep) return this.options.screen.remark(text);
    this.link.close();
    const cause = this.problem;
    this.gone.abort(new ConnectionError(ErrorCode.PeerClosed, text, {}, { cause }));
  }

  onReconnecting(attempt: number, delayMs: number): void {
    const seconds = (delayMs / 1000).toFixed(1);
    this.options.screen.remark(`connecting again in ${seconds} s, attempt ${attempt}`);
  }

  onRoom(notice: RoomNotice): void {
    if (notice.t === 'sent') this.receipts.settle(notice.id, notice.recipients);
  }

  async onAudio(audio: Uint8Array, sender: number | null): Promise<void> {
    const { onMessage } = this.options;
    if (!onMessage || this.gone.signal.aborted) return;
    const name = this.link.presence?.members.find(({ n }) => n === sender)?.name;
    await onMessage(await readIncoming(audio, voiceDecoding), name ?? null);
  }

  onDropped(error: VoiceError): void {
    this.options.screen.remark(`a message was dropped: ${errorSummary(error)}`);
  }

  onProblem(error: VoiceError): void {
    this.problem = error;
    if (this.options.keep) this.options.screen.remark(errorSummary(error));
  }

  onGivenUp(error: VoiceError): void {
    this.link.close();
    this.gone.abort(error);
  }

  /** Says where one is, as whom, and how to leave: before the first message comes nothing else would. */
  private greet(leave: string): void {
    const { target, visit, screen } = this.options;
    const place = visit.room ? `room ${visit.room.id.slice(0, SHOWN_OF_ROOM)}` : 'the lobby';
    const { you = null, members = [] } = this.link.presence ?? {};
    const company = members.length === 2 ? 'with 1 other' : `with ${members.length - 1} others`;
    // A server of the base protocol does not say who is there.
    const present = you === null ? '' : `, ${members.length <= 1 ? 'alone' : company}`;
    const as = visit.name ? `as ${visit.name}` : 'without a name';
    screen.remark(`in ${place} of ${formatAddress(target)} ${as}${present}; ${leave}`);
  }

  /** A first contact is taken on trust, and base proves nothing: a person has to know of either. */
  private reportSecurity(): void {
    const { security } = this.link;
    // It may be over already; the next connection is one to a server that is known.
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

/** Whether to try again would change nothing: another server, or no way into the room. */
function isFinal(error: unknown): boolean {
  if (error instanceof IdentityChangedError) return true;
  return error instanceof ConnectionError && error.code === ErrorCode.JoinDenied;
}
