import { setImmediate as nextTurn } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import {
  type AudioSent,
  type CoderName,
  type Disconnected,
  GATEWAY_LIMITS,
  QUALITY,
  type SendAudio,
  type ServerConnected,
} from '@sealwave/contracts';
import type { VoiceError } from '@sealwave/kernel';
import { encodeMessage, isRiff, type Message, newMessageId } from '@sealwave/message';
import { AudioError, type CompressionService } from '@sealwave/node/media-pipeline';
import {
  type Target,
  VoiceLink,
  type VoiceLinkObserver,
  type VoiceLinkOptions,
} from '@sealwave/node/tcp';
import { type Browser, untilWritable, wantsBytes } from './browser';
import { audioReceived, readIncoming } from './incoming';
import { decodeBase64 } from './native-base64';
import { metricsOfSealed, metricsOfVoice } from './recording';
import { RequestError } from './request-error';

/** How a bridge works. */
export interface BridgeOptions {
  /** Of recordings whose browser asks for none. */
  readonly coder: CoderName;
  readonly link: VoiceLinkOptions;
}

/** One browser, and the one link to a voice server that it may have. */
export class BrowserBridge implements VoiceLinkObserver {
  private readonly logger = new Logger(BrowserBridge.name);
  private readonly gone = new AbortController();
  private link: { readonly link: VoiceLink; readonly target: Target } | null = null;
  private sendsInFlight = 0;
  private dropped = 0;

  constructor(
    private readonly browser: Browser,
    private readonly compression: CompressionService,
    private readonly options: BridgeOptions,
  ) {}

  /**
   * @throws VoiceError when the server cannot be reached, one is connected already, or the browser
   * ends the connection before it is made.
   */
  async connect(target: Target): Promise<ServerConnected> {
    if (this.link) throw RequestError.alreadyConnected();
    const link = new VoiceLink(target, this.options.link, this);
    this.link = { link, target };
    try {
      await link.connect();
    } catch (error) {
      if (this.link?.link !== link) throw RequestError.notConnected();
      this.link = null;
      throw error;
    }
    return this.announce(link, target);
  }

  /** Codes a recording, or takes a sealed one as it is, and sends it to everybody else. */
  async send({ audio, encrypted = false, ...how }: SendAudio): Promise<AudioSent> {
    if (!this.link) throw RequestError.notConnected();
    const { maxSendsInFlight } = GATEWAY_LIMITS;
    if (this.sendsInFlight >= maxSendsInFlight) throw RequestError.busy(maxSendsInFlight);
    this.sendsInFlight++;
    try {
      // Reading a packet of many megabytes has held the event loop long enough by itself.
      await nextTurn();
      const bytes = typeof audio === 'string' ? decodeBase64(audio) : audio;
      const coder = how.coder ?? this.options.coder;
      const metrics = encrypted ? await this.sendSealed(bytes) : await this.sendVoice(bytes, coder);
      this.browser.emit('audio_sent', metrics);
      return metrics;
    } finally {
      this.sendsInFlight--;
    }
  }

  /** Ends the link, if there is one. */
  disconnect(): Disconnected {
    this.link?.link.close();
    this.link = null;
    const end: Disconnected = { reason: 'requested' };
    this.browser.emit('disconnected', end);
    return end;
  }

  /** The browser has gone. */
  close(): void {
    this.gone.abort(RequestError.notConnected());
    this.link?.link.close();
    this.link = null;
    this.logger.log({ event: 'browser-gone', browser: this.browser.id, dropped: this.dropped });
  }

  onLost(): void {
    this.browser.emit('disconnected', { reason: 'connection_lost' });
  }

  onReconnecting(attempt: number, delayMs: number): void {
    this.browser.emit('server_reconnecting', { attempt, delayMs });
  }

  onReconnected(): void {
    if (this.link) this.announce(this.link.link, this.link.target);
  }

  onGivenUp({ code, message }: VoiceError): void {
    this.link = null;
    this.browser.emit('server_error', { code, message });
  }

  async onAudio(audio: Uint8Array): Promise<void> {
    const incoming = await readIncoming(audio, this.compression);
    this.browser.emit('audio_received', audioReceived(incoming, wantsBytes(this.browser)));
    await untilWritable(this.browser);
  }

  /** What fails its checks is counted and logged; the browser never sees it. */
  onDropped(error: VoiceError): void {
    this.dropped++;
    this.report('message-dropped', error);
  }

  onProblem(error: VoiceError): void {
    this.report('link-problem', error);
  }

  /** Says which server it is, and how sure we are of that. */
  private announce({ security }: VoiceLink, target: Target): ServerConnected {
    const connected = { ...target, security };
    this.browser.emit('server_connected', connected);
    return connected;
  }

  private report(event: string, { code, detail, peerFault, cause }: VoiceError): void {
    this.logger.warn({ event, browser: this.browser.id, code, ...detail });
    if (!peerFault) this.logger.error(cause);
  }

  private async sendVoice(recording: Uint8Array, requested: CoderName): Promise<AudioSent> {
    // Where voice has to go out as a file of 8 bits, the figures have to be those of 8 bits.
    const coder = (await this.connected().takesMessages()) ? requested : 'pcm8';
    const { signal } = this.gone;
    const maxSeconds = GATEWAY_LIMITS.maxRecordingSeconds;
    const coded = await this.compression.compress(recording, { coder, signal, maxSeconds });
    const metrics = metricsOfVoice(newMessageId(), coded, recording.length);
    if (metrics.meetsSnr === false) {
      this.logger.warn({
        event: 'snr-below-requirement',
        snrDb: metrics.snrDb,
        required: QUALITY.minSnrDb,
      });
    }
    await this.deliver({ kind: 'voice', id: metrics.id, ...coded });
    return metrics;
  }

  private async sendSealed(bytes: Uint8Array): Promise<AudioSent> {
    const { maxSealedBytes } = GATEWAY_LIMITS;
    if (bytes.length === 0) throw AudioError.empty();
    if (bytes.length > maxSealedBytes) throw RequestError.tooLarge(bytes.length, maxSealedBytes);
    const metrics = metricsOfSealed(newMessageId(), bytes.length);
    await this.deliver({ kind: 'sealed', id: metrics.id, bytes });
    return metrics;
  }

  /** The connection may have ended while the recording was coded. */
  private async deliver(message: Message): Promise<void> {
    await nextTurn();
    const link = this.connected();
    const isNative = await link.takesMessages();
    await link.send(isNative ? encodeMessage(message) : await this.toBaseAudio(message));
  }

  private async toBaseAudio(message: Message): Promise<Uint8Array> {
    if (message.kind === 'voice') return this.compression.decompress(message, 'u8');
    if (isRiff(message.bytes)) return message.bytes;
    throw RequestError.notCarried();
  }

  private connected(): VoiceLink {
    if (!this.link) throw RequestError.notConnected();
    return this.link.link;
  }
}
