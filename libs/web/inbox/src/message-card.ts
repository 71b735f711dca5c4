import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { AudioPlayer, formatBytes, formatDecibels, Icon, QualityFigures } from '@sealwave/web/ui';
import { QUALITY } from '@sealwave/contracts';
import type { InboxMessage } from './inbox-message';

/** Hours and minutes as this person's language writes them. */
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** One received recording. */
@Component({
  selector: 'sw-message-card',
  imports: [AudioPlayer, Icon, QualityFigures],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <header>
      <span class="title">
        {{ message().encrypted ? 'Sealed message' : 'Voice message' }}
        @if (!message().heard) {
          <span class="new">New</span>
        }
      </span>
      <time [attr.datetime]="message().receivedAt.toISOString()">{{ time() }}</time>
    </header>

    @if (playable()) {
      <sw-audio-player
        [src]="message().url"
        [durationMs]="message().durationMs ?? 0"
        [label]="'message of ' + time()"
        (started)="played.emit()"
      />
    } @else {
      <p>
        <sw-icon name="lock" />
        Sealed by its sender: {{ size() }} that only the right key opens.
      </p>
    }

    @if (message().quality; as quality) {
      <details data-testid="received-quality" [attr.data-meets]="meetsSnr()">
        <summary>
          Signal-to-noise {{ snr() }}:
          <span class="verdict">{{
            meetsSnr() ? 'Meets Requirement (≥40dB)' : 'Below 40dB (Does not meet requirement)'
          }}</span>
        </summary>
        <sw-quality-figures [quality]="quality" [coder]="message().codec" />
        <p class="note">Measured by the sender and carried with the message.</p>
      </details>
    }

    <footer>
      <span class="verified" data-testid="verified">
        <sw-icon name="check" /> Verified: arrived unaltered
      </span>
      @if (!playable()) {
        <a
          class="tool"
          [href]="message().url"
          [download]="'sealwave-' + message().id + '.bin'"
          (click)="played.emit()"
        >
          <sw-icon name="save" /> Save
        </a>
      }
      <button
        type="button"
        class="tool"
        [attr.aria-label]="'Remove message of ' + time()"
        title="Remove"
        (click)="removed.emit()"
      >
        <sw-icon name="trash" />
      </button>
    </footer>
  `,
  styleUrl: './message-card.css',
  host: { '[class.unheard]': '!message().heard' },
})
export class MessageCard {
  readonly message = input.required<InboxMessage>();

  readonly played = output();
  readonly removed = output();

  protected readonly time = computed(() => TIME.format(this.message().receivedAt));
  protected readonly size = computed(() => formatBytes(this.message().bytes));
  protected readonly snr = computed(() => {
    const figure = this.message().quality?.snr;
    if (figure?.kind === 'silence') return 'of silence';
    return typeof figure?.db === 'number' ? formatDecibels(figure.db, 'dB') : 'without loss';
  });

  protected readonly meetsSnr = computed(() => {
    const db = this.message().quality?.snr.db ?? QUALITY.minSnrDb;
    return db >= QUALITY.minSnrDb;
  });

  protected readonly playable = computed(() => this.message().format === 'wav');
}
