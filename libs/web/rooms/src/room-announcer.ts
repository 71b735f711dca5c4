import {
  ChangeDetectionStrategy,
  Component,
  DestroyRef,
  effect,
  inject,
  signal,
  untracked,
} from '@angular/core';
import type { RoomPresence } from '@sealwave/contracts';
import { beganToSpeak, newsOf } from './room-news';
import { RoomService } from './room.service';

/** What happens in this time is said together. */
const GATHER_MS = 600;
/** More than one sentence in this time would talk over whatever else is read aloud. */
const INTERVAL_MS = 4000;

/** Tells a screen reader who joins, leaves, speaks and is muted, politely and not too often. */
@Component({
  selector: 'sw-room-announcer',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `{{ said() }}`,
  styles: `
    :host {
      position: absolute;
      overflow: hidden;
      width: 1px;
      height: 1px;
      clip-path: inset(50%);
      white-space: nowrap;
    }
  `,
  host: { 'aria-live': 'polite', 'data-testid': 'room-news' },
})
export class RoomAnnouncer {
  private readonly presence = inject(RoomService).presence;
  protected readonly said = signal('');
  /** The room as it was when it was last spoken of. */
  private told: RoomPresence | null = null;
  private latest: RoomPresence | null = null;
  private readonly spoke = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private quietUntilMs = 0;

  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.timer));
    effect(() => {
      const presence = this.presence();
      // On the way back to the same room nobody has left.
      if (presence !== null) untracked(() => this.follow(presence));
    });
  }

  private follow(presence: RoomPresence): void {
    const before = this.latest;
    this.latest = presence;
    if (before === null || before.id !== presence.id) return this.begin(presence);
    for (const n of beganToSpeak(before, presence)) this.spoke.add(n);
    if (this.timer !== undefined) return;
    // Without a change of the text, the same news a second time would not be read.
    this.said.set('');
    const waitMs = Math.max(GATHER_MS, this.quietUntilMs - performance.now());
    this.timer = setTimeout(() => this.tell(), waitMs);
  }

  /** Those who are there already are no news. */
  private begin(presence: RoomPresence): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.spoke.clear();
    this.told = presence;
    this.said.set('');
  }

  private tell(): void {
    this.timer = undefined;
    const { told, latest } = this;
    if (told === null || latest === null) return;
    const news = newsOf(told, latest, this.spoke);
    this.told = latest;
    this.spoke.clear();
    if (news === '') return;
    this.quietUntilMs = performance.now() + INTERVAL_MS;
    this.said.set(news);
  }
}
