import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type {
  AudioCancelled,
  AudioPart,
  AudioPartReceived,
  AudioSent,
  ConnectToServer,
  Disconnected,
  Moderate,
  Moderated,
  SendAudio,
  ServerConnected,
} from '@sealwave/contracts';
import { systemClock } from '@sealwave/kernel';
import { CompressionService } from '@sealwave/node/media';
import { ServerTrust } from '@sealwave/node/connection';
import { CLIENT_LINK_LIMITS } from '@sealwave/node/voice-client';
import { Admission } from '../edge/admission/admission';
import { GatewayConfig } from '../gateway.config';
import type { Browser } from './browser';
import { BrowserBridge, type BridgeOptions } from './browser-bridge';
import { ConnectRateLimit } from '../connection/connect-rate-limit';
import { Hearing } from '../messages/hearing';
import { RequestError } from './request-error';
import { SoundRates } from '../messages/sound-rates';
import { TargetPolicy } from '../connection/target.policy';
import { VisitorTags } from './visitor-tags';

/** Time limit for an upload, in milliseconds: enough for the largest recording on the slowest usable line. */
const UPLOAD_MS = 3_600_000;

/** Keeps a bridge for each connected browser. */
@Injectable()
export class BridgeService implements OnModuleDestroy {
  private readonly bridges = new Map<string, BrowserBridge>();
  private readonly options: Omit<BridgeOptions, 'openAccount'>;

  constructor(
    config: GatewayConfig,
    private readonly targets: TargetPolicy,
    private readonly compression: CompressionService,
    trust: ServerTrust,
    private readonly visitors: VisitorTags,
    private readonly rates: ConnectRateLimit,
    { unfinished }: Admission,
    private readonly sound: SoundRates,
  ) {
    this.options = {
      countUpload: (browser, cut) =>
        unfinished.expect({ visitor: visitors.of(browser), maxMs: UPLOAD_MS, cut }),
      coder: config.GATEWAY_CODER,
      clock: systemClock,
      hearing: new Hearing(compression, sound),
      link: {
        ...CLIENT_LINK_LIMITS,
        connectTimeoutMs: config.GATEWAY_CONNECT_MS,
        handshakeMs: config.GATEWAY_HANDSHAKE_MS,
        helloMs: config.GATEWAY_HELLO_MS,
        trust,
      },
    };
  }

  /** Makes the bridge of a browser that connected. */
  enter(browser: Browser): void {
    this.bridges.set(
      browser.id,
      new BrowserBridge(browser, this.compression, {
        ...this.options,
        openAccount: (bytes) => this.sound.open(browser, bytes),
      }),
    );
  }

  /** Closes the bridge of a browser that disconnected. */
  leave(browser: Browser): void {
    this.bridges.get(browser.id)?.close();
    this.bridges.delete(browser.id);
  }

  async connect(browser: Browser, request: ConnectToServer): Promise<ServerConnected> {
    this.rates.count(browser);
    const { room, name } = request;
    const visitor = this.visitors.tagOf(browser);
    const visit = { visitor, ...(room && { room }), ...(name && { name }) };
    return this.of(browser).connect(this.targets.lookUp(request), visit);
  }

  async send(browser: Browser, recording: SendAudio): Promise<AudioSent> {
    return this.of(browser).send(recording);
  }

  receivePart(browser: Browser, part: AudioPart): AudioPartReceived {
    return this.of(browser).receivePart(part);
  }

  async cancel(browser: Browser, id: string): Promise<AudioCancelled> {
    return this.of(browser).cancel(id);
  }

  async moderate(browser: Browser, wish: Moderate): Promise<Moderated> {
    return this.of(browser).moderate(wish);
  }

  async talk(browser: Browser, on: boolean): Promise<void> {
    await this.of(browser).talk(on);
  }

  disconnect(browser: Browser): Disconnected {
    return this.of(browser).disconnect();
  }

  onModuleDestroy(): void {
    for (const bridge of this.bridges.values()) bridge.close();
    this.bridges.clear();
  }

  private of(browser: Browser): BrowserBridge {
    const bridge = this.bridges.get(browser.id);
    if (!bridge) throw RequestError.notConnected();
    return bridge;
  }
}
