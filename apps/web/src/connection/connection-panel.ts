import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DOCUMENT,
  effect,
  inject,
} from '@angular/core';
import type { CoderName } from '@sealwave/contracts';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { RecorderService } from '@sealwave/web/recorder';
import { SealedRooms } from '@sealwave/web/sealed-room';
import { BrowserOnline } from './browser-online';
import { gatewayText, serverText } from './connection-facts';
import { serverName } from './connection-text';
import { secondsUntil } from './seconds-until';
import { pageWayOf } from './security-label';
import { securityOf } from './security-state';

/** Time between two measurements of the round trip, in milliseconds. */
const MEASURE_MS = 3000;

const CODER_TEXT: Readonly<Record<CoderName, string>> = {
  nlp64: $localize`Close to the original (nlp64), 64 kbit/s.`,
  pcm8: $localize`Plain 8 bits (pcm8), 64 kbit/s.`,
};

/** Shows all facts about the connection. Measures the round trip while it is shown. */
@Component({
  selector: 'sw-connection-panel',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <dl>
      <div data-testid="fact-page">
        <dt i18n>This page</dt>
        <dd>
          @if (online()) {
            <span i18n>Online.</span>
          } @else {
            <span i18n>Offline: this browser has no network.</span>
          }
        </dd>
      </div>
      <div data-testid="fact-gateway">
        <dt i18n>Gateway</dt>
        <dd>
          <span class="name">{{ pageAddress }}</span> {{ gatewayText() }}
        </dd>
      </div>
      <div data-testid="fact-server">
        <dt i18n>Voice server</dt>
        <dd>
          @if (serverName(); as name) {
            <span class="name">{{ name }}</span>
          }
          {{ serverText() }}
        </dd>
      </div>
      <div data-testid="fact-coder">
        <dt i18n>Sound quality</dt>
        <dd>{{ coderText() }}</dd>
      </div>
      <div data-testid="fact-rejected">
        <dt i18n>Refused messages</dt>
        <dd i18n>
          {rejected(), plural,
            =0 {None since this page was opened.}
            =1 {1 message failed its checks and was not played.}
            other {{{ rejected() }} messages failed their checks and were not played.}
          }
        </dd>
      </div>
    </dl>

    <section aria-labelledby="protection">
      <h2 id="protection">{{ security().label }}</h2>
      <p>{{ security().explanation }}</p>
      @if (security().protections.length > 0) {
        <dl>
          @for (protection of security().protections; track protection.of) {
            <div>
              <dt>{{ protection.of }}</dt>
              <dd>{{ protection.is }}</dd>
            </div>
          }
        </dl>
      }
    </section>
  `,
  styleUrl: './connection-panel.css',
})
export class ConnectionPanel {
  private readonly document = inject(DOCUMENT);
  private readonly gateway = inject(GatewayClient);
  private readonly recorder = inject(RecorderService);
  private readonly sealed = inject(SealedRooms);
  private readonly waitSeconds = secondsUntil(this.gateway.nextTryAtMs);

  protected readonly security = computed(() => {
    const context = { way: pageWayOf(this.document.location), room: this.sealed.security() };
    return securityOf(this.gateway.state(), context);
  });
  protected readonly online = inject(BrowserOnline).online;
  protected readonly pageAddress = this.document.location.host;
  protected readonly rejected = this.gateway.rejectedCount;

  protected readonly gatewayText = computed(() => {
    const { state, gatewayUp, roundTripMs } = this.gateway;
    return gatewayText(state(), { up: gatewayUp(), roundTripMs: roundTripMs() });
  });
  protected readonly serverName = computed(() => {
    const server = this.gateway.server();
    return server && serverName(server);
  });
  protected readonly serverText = computed(() =>
    serverText(this.gateway.state(), this.waitSeconds()),
  );
  protected readonly coderText = computed(() => CODER_TEXT[this.recorder.coder()]);

  constructor() {
    effect((onCleanup) => {
      if (!this.gateway.gatewayUp()) return;
      this.measure();
      const timer = setInterval(() => this.measure(), MEASURE_MS);
      onCleanup(() => clearInterval(timer));
    });
  }

  private measure(): void {
    if (this.document.hidden) return;
    // A connection that breaks meanwhile shows by itself and has no figure.
    this.gateway.measureRoundTrip().catch(() => undefined);
  }
}
