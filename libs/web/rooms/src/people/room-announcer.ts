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
import { beganToSpeak, continues, newsOf, renumbered } from '../room-news';
import { RoomService } from '../room.service';

/** What happens in this time is said together. */
const GATHER_MS = 600;
/** More than one sentence in this time would talk over whatever else is read aloud. */
const INTERVAL_MS = 4000;
/** After a restart of the voice server people come back one by one: who has not by then has left. */
const RETURN_MS = 15_000;

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
  private readonly rooms = inject(RoomService);
  protected readonly said = signal('');
  /** The room as it was when it was last spoken of. */
  private told: RoomPresence | null = null;
  private latest: RoomPresence | null = null;
  private readonly spoke = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private quietUntilMs = 0;
  private numbering = 0;
  /** The numbers of `told` are those before a restart of the voice server, and not all people may be back. */
  private isReturning = false;
  private returnTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      clearTimeout(this.returnTimer);
    });
    effect(() => {
      const [presence, numbering] = [this.rooms.presence(), this.rooms.numbering()];
      // On the way back to the same room nobody has left.
      if (presence !== null) untracked(() => this.follow(presence, numbering));
    });
  }

  private follow(presence: RoomPresence, numbering: number): void {
    const before = this.latest;
    const isReconnected = numbering !== this.numbering;
    this.latest = presence;
    this.numbering = numbering;
    if (before === null || before.id !== presence.id) return this.begin(presence);
    const isRenumbered = isReconnected && !continues(before, presence);
    if (isRenumbered || (this.isReturning && this.returnTimer === undefined)) this.comeBack();
    else for (const n of beganToSpeak(before, presence)) this.spoke.add(n);
    if (this.timer === undefined) this.plan();
  }

  /** Those who are there already are no news. */
  private begin(presence: RoomPresence): void {
    clearTimeout(this.timer);
    clearTimeout(this.returnTimer);
    this.timer = this.returnTimer = undefined;
    this.isReturning = false;
    this.spoke.clear();
    this.told = presence;
    this.said.set('');
  }

  private comeBack(): void {
    clearTimeout(this.returnTimer);
    this.isReturning = true;
    this.spoke.clear();
    this.returnTimer = setTimeout(() => this.settle(), RETURN_MS);
  }

  private settle(): void {
    this.returnTimer = undefined;
    // On a connection that is away again nobody can come back.
    if (this.rooms.presence() === null) return;
    this.isReturning = false;
    if (this.told !== null && this.latest !== null) this.told = renumbered(this.told, this.latest);
    if (this.timer === undefined) this.plan();
  }

  private plan(): void {
    // Without a change of the text, the same news a second time would not be read.
    this.said.set('');
    const waitMs = Math.max(GATHER_MS, this.quietUntilMs - performance.now());
    this.timer = setTimeout(() => this.tell(), waitMs);
  }

  private tell(): void {
    this.timer = undefined;
    const { told, latest, isReturning } = this;
    if (told === null || latest === null) return;
    const news = newsOf(isReturning ? latest : told, latest, this.spoke);
    if (!isReturning) this.told = latest;
    this.spoke.clear();
    if (news === '') return;
    this.quietUntilMs = performance.now() + INTERVAL_MS;
    this.said.set(news);
  }
}
