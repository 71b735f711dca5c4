import { ChangeDetectionStrategy, Component, computed, inject } from '@angular/core';
import { Icon } from '@sealwave/web/ui';
import { InboxService } from './inbox.service';
import { MessageCard } from './message-card';

/** The received recordings, or what will be here once there are some. */
@Component({
  selector: 'sw-inbox-panel',
  imports: [Icon, MessageCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <h2 id="inbox-title">Inbox</h2>
      <span class="summary" role="status" data-testid="unheard-count">{{ summary() }}</span>
      @if (inbox.messages().length > 1) {
        <button type="button" class="clear" (click)="inbox.clear()">Remove all</button>
      }
    </header>

    @if (inbox.messages().length > 0) {
      <ul aria-labelledby="inbox-title">
        @for (message of inbox.messages(); track message.id) {
          <li>
            <sw-message-card
              [message]="message"
              (played)="inbox.markHeard(message.id)"
              (removed)="inbox.remove(message.id)"
            />
          </li>
        }
      </ul>
    } @else {
      <div class="empty">
        <sw-icon name="inbox" />
        <p class="lead">Nothing here yet</p>
        <p>
          What others send while this page is open arrives here. To try it alone, open this address
          in a second window and record something there.
        </p>
      </div>
    }
  `,
  styleUrl: './inbox-panel.css',
})
export class InboxPanel {
  protected readonly inbox = inject(InboxService);

  protected readonly summary = computed(() => {
    const unheard = this.inbox.unheardCount();
    return unheard === 0 ? '' : `${unheard} new`;
  });
}
