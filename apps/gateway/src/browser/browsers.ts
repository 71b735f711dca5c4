import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { systemClock } from '@sealwave/kernel';
import { MemoryPool, ServerTrust } from '@sealwave/node/connection';
import { CompressionService } from '@sealwave/node/media';
import { CONNECTION_LIMITS } from '@sealwave/node/voice-client';
import { Admission } from '../edge/admission/admission';
import { GatewayConfig } from '../gateway.config';
import { Hearing } from '../messages/hearing';
import { SoundRates } from '../messages/sound-rates';
import type { Browser } from './browser';
import { type BridgeOptions, BrowserBridge } from './browser-bridge';
import { VisitorTags } from './visitor-tags';

/**
 * Time limit for an upload, in milliseconds. It is enough for the largest recording on the slowest usable line.
 */
const UPLOAD_MS = 3_600_000;

/** Memory for long messages that connections to voice servers are receiving (docs/protocol.md, section 6.3). */
const RECEIVING_BYTES = 40 * 1024 * 1024;
/** Seconds in which such a message must grow while others wait. A voice server has others to serve. */
const RECEIVING_LOOKS = 5;

/** Keeps a bridge for each connected browser. */
@Injectable()
export class Browsers implements OnModuleDestroy {
  private readonly bridges = new Map<string, BrowserBridge>();
  private readonly options: Omit<BridgeOptions, 'openAccount'>;

  constructor(
    config: GatewayConfig,
    private readonly compression: CompressionService,
    trust: ServerTrust,
    visitors: VisitorTags,
    { unfinished }: Admission,
    private readonly sound: SoundRates,
  ) {
    this.options = {
      countUpload: (browser, cut) =>
        unfinished.expect({ visitor: visitors.of(browser), maxMs: UPLOAD_MS, cut }),
      coder: config.GATEWAY_CODER,
      clock: systemClock,
      hearing: new Hearing(compression, sound),
      client: {
        ...CONNECTION_LIMITS,
        connectTimeoutMs: config.GATEWAY_CONNECT_MS,
        handshakeMs: config.GATEWAY_HANDSHAKE_MS,
        helloMs: config.GATEWAY_HELLO_MS,
        receiving: new MemoryPool({ limitBytes: RECEIVING_BYTES, lookBack: RECEIVING_LOOKS }),
        trust,
        decoding: compression,
      },
    };
  }

  /** Makes the bridge of a browser that connected. The browser's events find it there. */
  add(browser: Browser): void {
    const bridge = new BrowserBridge(browser, this.compression, {
      ...this.options,
      openAccount: (bytes) => this.sound.open(browser, bytes),
    });
    this.bridges.set(browser.id, bridge);
    browser.data.bridge = bridge;
  }

  /** Closes the bridge of a browser that disconnected. */
  remove(browser: Browser): void {
    browser.data.bridge = undefined;
    this.bridges.get(browser.id)?.close();
    this.bridges.delete(browser.id);
  }

  onModuleDestroy(): void {
    for (const bridge of this.bridges.values()) bridge.close();
    this.bridges.clear();
  }
}
