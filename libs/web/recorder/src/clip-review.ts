import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  ElementRef,
  inject,
  input,
  output,
} from '@angular/core';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { AudioPlayer, formatBytes, formatExactDuration, Icon, MetricCard } from '@sealwave/web/ui';
import type { Clip } from './recorder-state';

/** A finished take: listen to it, then send it, throw it away or take it again. */
@Component({
  selector: 'sw-clip-review',
  imports: [AudioPlayer, Icon, MetricCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <sw-audio-player [src]="clip().url" [durationMs]="clip().durationMs" label="your recording" />

    <div class="figures">
      <sw-metric-card label="Duration" [value]="duration()" />
      <sw-metric-card label="Size" [value]="size()" />
    </div>

    @if (clip().endedBy === 'device') {
      <p class="note">The microphone went away; everything up to then is here.</p>
    }
    @if (problem(); as text) {
      <p class="problem" role="alert">{{ text }}</p>
    }

    <div class="actions">
      <button
        type="button"
        class="button primary"
        [attr.aria-disabled]="sending() || !connected() || null"
        (click)="send()"
      >
        <sw-icon name="send" />
        {{ sending() ? 'Sending…' : 'Send' }}
      </button>
      <button type="button" class="button" [disabled]="sending()" (click)="again.emit()">
        <sw-icon name="again" />
        Record again
      </button>
      <button type="button" class="button quiet" [disabled]="sending()" (click)="discarded.emit()">
        <sw-icon name="trash" />
        Discard
      </button>
    </div>

    @if (sending()) {
      <div class="progress" role="progressbar" aria-label="Sending"></div>
    } @else if (!connected()) {
      <p class="note">
        There is no connection at the moment. Your recording is kept until there is.
      </p>
    }
  `,
  styleUrl: './clip-review.css',
  host: { role: 'group', 'aria-label': 'Your recording', tabindex: '-1' },
})
export class ClipReview {
  private readonly gateway = inject(GatewayClient);

  readonly clip = input.required<Clip>();
  readonly sending = input(false);
  /** Why the last attempt to send failed, as a sentence. */
  readonly problem = input<string | null>(null);

  readonly sent = output();
  readonly discarded = output();
  readonly again = output();

  protected readonly duration = computed(() => formatExactDuration(this.clip().durationMs));
  protected readonly size = computed(() => formatBytes(this.clip().blob.size));
  protected readonly connected = computed(() => this.gateway.state().kind === 'connected');

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // The control that had the focus is gone. The group takes it and not a button in it: Enter that
    // is held down a moment too long must not send.
    afterNextRender(() => host.focus());
  }

  protected send(): void {
    if (this.connected() && !this.sending()) this.sent.emit();
  }
}
