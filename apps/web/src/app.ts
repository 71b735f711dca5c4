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
  templateUrl: './app.html',
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
