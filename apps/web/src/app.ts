import { ChangeDetectionStrategy, Component, effect, inject } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { InboxPanel, InboxService } from '@sealwave/web/inbox';
import { RecorderPanel, RecorderService } from '@sealwave/web/recorder';
import { ExclusivePlayback } from '@sealwave/web/ui';
import { ConnectionLine } from './connection-line';

/** The page: talk on one side, the inbox on the other. */
@Component({
  selector: 'sw-root',
  imports: [ConnectionLine, ExclusivePlayback, InboxPanel, RecorderPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h1>
        <svg viewBox="0 0 44 44" aria-hidden="true" focusable="false">
          <path d="M4 18v8M13 12v20M22 4v36M31 12v20M40 18v8" />
        </svg>
        Sealwave
      </h1>
      <sw-connection-line />
    </header>

    <main swExclusivePlayback #playback="swExclusivePlayback">
      <section class="talk" aria-label="Talk">
        <sw-recorder-panel (opening)="playback.pauseAll()" />
      </section>
      <section class="inbox" aria-label="Inbox">
        <sw-inbox-panel />
      </section>
    </main>
  `,
  styleUrl: './app.css',
  host: { '(window:beforeunload)': 'askBeforeLeaving($event)' },
})
export class App {
  private readonly recorder = inject(RecorderService);
  private readonly inbox = inject(InboxService);

  constructor() {
    const title = inject(Title);
    effect(() => {
      const unheard = this.inbox.unheardCount();
      title.setTitle(unheard > 0 ? `(${unheard}) Sealwave` : 'Sealwave');
    });
  }

  /** A recording that was not sent would be gone with the page. */
  protected askBeforeLeaving(event: BeforeUnloadEvent): void {
    if (this.recorder.unsent()) event.preventDefault();
  }
}
