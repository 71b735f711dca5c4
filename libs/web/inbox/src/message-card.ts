import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { AudioPlayer, formatBytes, Icon } from '@sealwave/web/ui';
import type { InboxMessage } from './inbox-message';

/** Hours and minutes as this person's language writes them. */
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** One received recording. */
@Component({
  selector: 'sw-message-card',
  imports: [AudioPlayer, Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './message-card.html',
  styleUrl: './message-card.css',
  host: { '[class.unheard]': '!message().heard' },
})
export class MessageCard {
  readonly message = input.required<InboxMessage>();

  readonly played = output();
  readonly removed = output();

  protected readonly time = computed(() => TIME.format(this.message().receivedAt));
  protected readonly size = computed(() => formatBytes(this.message().bytes));
  protected readonly playable = computed(() => this.message().format === 'wav');
}
