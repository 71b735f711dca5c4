import {
  ChangeDetectionStrategy,
  Component,
  computed,
  DOCUMENT,
  type ElementRef,
  inject,
  signal,
  viewChild,
} from '@angular/core';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { RoomService } from '@sealwave/web/rooms';
import { SealedRooms } from '@sealwave/web/sealed-room';
import { Icon } from '@sealwave/web/ui';
import { BrowserOnline } from './browser-online';
import { ConnectionPanel } from './connection-panel';
import { connectionText } from './connection-text';
import { secondsUntil } from './seconds-until';
import { pageWayOf, securityLabelOf } from './security-label';

/** Shows the state of the connection and its protection. Has buttons to disconnect and to connect again. */
@Component({
  selector: 'sw-connection-line',
  imports: [ConnectionPanel, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="line">
      <span class="lamp" [attr.data-kind]="online() ? gateway.state().kind : 'reconnecting'"></span>
      <span class="text" data-testid="connection" [attr.data-state]="gateway.state().kind">
        <span role="status">{{ text().line }}</span>
        &ngsp;
        <span aria-hidden="true">{{ text().detail }}</span>
      </span>
      @if (rooms.problem() === null) {
        <button type="button" class="pill" (click)="toggle()">
          @if (refused()) {
            <ng-container i18n>Try again</ng-container>
          } @else if (left()) {
            <ng-container i18n>Connect</ng-container>
          } @else {
            <ng-container i18n>Disconnect</ng-container>
          }
        </button>
      }
    </div>

    <details
      #details
      data-testid="security"
      [attr.data-level]="security().level"
      (toggle)="open.set(details.open)"
    >
      <summary #summary>
        <sw-icon name="shield" /> {{ security().label }} <sw-icon name="more" />
      </summary>
      @defer (when open(); prefetch on idle) {
        @if (open()) {
          <sw-connection-panel data-testid="connection-panel" />
        }
      }
    </details>
  `,
  styleUrl: './connection-line.css',
  host: { '(keydown.escape)': 'close($event)' },
})
export class ConnectionLine {
  protected readonly gateway = inject(GatewayClient);
  /** Used to hide the button to connect while the address leads to no room. */
  protected readonly rooms = inject(RoomService);

  private readonly sealed = inject(SealedRooms);
  protected readonly online = inject(BrowserOnline).online;
  private readonly waitSeconds = secondsUntil(this.gateway.nextTryAtMs);
  private readonly pageWay = pageWayOf(inject(DOCUMENT).location);
  private readonly details = viewChild.required<ElementRef<HTMLDetailsElement>>('details');
  private readonly summary = viewChild.required<ElementRef<HTMLElement>>('summary');

  protected readonly open = signal(false);
  protected readonly text = computed(() =>
    connectionText(this.gateway.state(), {
      online: this.online(),
      waitSeconds: this.waitSeconds(),
    }),
  );
  protected readonly security = computed(() =>
    securityLabelOf(this.gateway.state(), { way: this.pageWay, room: this.sealed.security() }),
  );
  protected readonly left = computed(() => {
    const link = this.gateway.state();
    return link.kind === 'disconnected' && link.reason === 'requested';
  });
  protected readonly refused = computed(() => this.gateway.state().kind === 'failed');

  /** Escape closes the panel. Only when the panel is closed, Escape reaches the rest of the page. */
  protected close(escape: Event): void {
    if (!this.open()) return;
    escape.stopPropagation();
    this.details().nativeElement.open = false;
    this.summary().nativeElement.focus();
  }

  protected async toggle(): Promise<void> {
    if (this.left() || this.refused()) this.gateway.join();
    else await this.gateway.leave();
  }
}
