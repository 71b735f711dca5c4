import { ChangeDetectionStrategy, Component } from '@angular/core';
import { InboxPanel } from '@sealwave/web/inbox';
import { RecorderPanel } from '@sealwave/web/recorder';
import { ExclusivePlayback } from '@sealwave/web/ui';

/** Talk on one side, the inbox on the other. */
@Component({
  selector: 'sw-talk-page',
  imports: [ExclusivePlayback, InboxPanel, RecorderPanel],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div class="columns" swExclusivePlayback #playback="swExclusivePlayback">
      <section class="talk" aria-label="Talk" i18n-aria-label>
        <sw-recorder-panel (opening)="playback.pauseAll()" />
      </section>
      <section class="inbox" aria-label="Inbox" i18n-aria-label>
        <sw-inbox-panel />
      </section>
    </div>
  `,
  styleUrl: './talk-page.css',
})
export class TalkPage {}
