import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon } from '@sealwave/web/ui';
import { InboxService } from './inbox.service';
import { MessageCard } from './message-card';

/** The received recordings, or what will be here once there are some. */
@Component({
  selector: 'sw-inbox-panel',
  imports: [Icon, MessageCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './inbox-panel.html',
  styleUrl: './inbox-panel.css',
})
export class InboxPanel {
  protected readonly inbox = inject(InboxService);

  protected readonly summary = computed(() => {
    const unheard = this.inbox.unheardCount();
    return unheard === 0 ? '' : `${unheard} new`;
  });
}
