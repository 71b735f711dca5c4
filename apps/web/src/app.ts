import { ChangeDetectionStrategy, Component, computed, effect, inject } from '@angular/core';
import { RouterLink, RouterLinkActive, RouterOutlet } from '@angular/router';
import { InboxService } from '@sealwave/web/inbox';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { RecorderService } from '@sealwave/web/recorder';
import { RoomKeeper, RoomService } from '@sealwave/web/rooms';
import { ConnectionLine } from './connection/connection-line';
import { PageTitle } from './page/page-title';
import { PageFooter } from './page/page-footer';
import { UpdateNote } from './page/update-note';

/** The frame around every page: name, navigation and connection. */
@Component({
  selector: 'sw-root',
  imports: [ConnectionLine, PageFooter, RouterLink, RouterLinkActive, RouterOutlet, UpdateNote],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h1>
        <svg viewBox="0 0 44 44" aria-hidden="true" focusable="false">
          <path d="M4 18v8M13 12v20M22 4v36M31 12v20M40 18v8" />
        </svg>
        Sealwave
      </h1>
      <nav aria-label="Pages" i18n-aria-label>
        <a
          [routerLink]="rooms.path()"
          routerLinkActive="here"
          [routerLinkActiveOptions]="{ exact: true }"
          ariaCurrentWhenActive="page"
          i18n
          >Talk</a
        >
        <a routerLink="/lab" routerLinkActive="here" ariaCurrentWhenActive="page" i18n
          >Quality lab</a
        >
      </nav>
      <sw-connection-line />
    </header>

    <sw-update-note />

    <main>
      <router-outlet />
    </main>

    <footer>
      <sw-page-footer />
    </footer>
  `,
  styleUrl: './app.css',
  host: { '(window:beforeunload)': 'askBeforeLeaving($event)' },
})
export class App {
  private readonly recorder = inject(RecorderService);
  private readonly inbox = inject(InboxService);
  /** The current room, for the link to "Talk": opening the lab does not leave the room. */
  protected readonly rooms = inject(RoomService);

  constructor() {
    inject(RoomKeeper);
    inject(PageTitle);
    const gateway = inject(GatewayClient);
    const speaks = computed(() => this.recorder.state().kind === 'recording');
    // On a new connection, sends `true` again. Sends `false` only to members who received `true`.
    let before = false;
    effect(() => {
      const isConnected = gateway.state().kind === 'connected';
      if (isConnected && (speaks() || before)) gateway.talk(speaks());
      before = speaks();
    });
  }

  /** Asks before the page closes, if an unsent recording or unheard messages would be lost. */
  protected askBeforeLeaving(event: BeforeUnloadEvent): void {
    if (this.recorder.unsent() || this.inbox.losableCount() > 0) event.preventDefault();
  }
}
