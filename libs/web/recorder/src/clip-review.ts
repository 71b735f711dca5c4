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
import { AudioPlayer, formatBytes, formatDuration, Icon, MetricCard } from '@sealwave/web/ui';
import type { Clip } from './recorder-state';

/** A finished take: listen to it, then send it, throw it away or take it again. */
@Component({
  selector: 'sw-clip-review',
  imports: [AudioPlayer, Icon, MetricCard],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './clip-review.html',
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

  protected readonly duration = computed(() => formatDuration(this.clip().durationMs));
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
