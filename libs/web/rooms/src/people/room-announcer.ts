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

/** Events within this time are announced together, in milliseconds. */
const GATHER_MS = 600;
/**
 * Least time between announcements, in milliseconds. They must not drown everything else that is read aloud.
 */
const INTERVAL_MS = 4000;
/**
 * How long members may take to return after a restart of the voice server, in milliseconds. A member who is not
 * back by then has left.
 */
const RETURN_MS = 15_000;

/**
 * Tells a screen reader who joins, leaves, speaks, is muted or takes another name. Announcements are polite and
 * not too frequent.
 */
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
  /** The room as it was at the last announcement. */
  private told: RoomPresence | null = null;
  private latest: RoomPresence | null = null;
  private readonly spoke = new Set<number>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private quietUntilMs = 0;
  private numbering = 0;
  /**
   * True while members may still return after a restart of the voice server. `told` then has their old numbers.
   */
  private isReturning = false;
  private returnTimer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      clearTimeout(this.returnTimer);
    });
    effect(() => {
      const [presence, numbering] = [this.rooms.presence(), this.rooms.numbering()];
      // While the page reconnects to the same room, nobody counts as having left.
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

  /** Begins to announce. Members who are present at the start are not announced. */
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
    // While the connection is down, nobody can return.
    if (this.rooms.presence() === null) return;
    this.isReturning = false;
    if (this.told !== null && this.latest !== null) this.told = renumbered(this.told, this.latest);
    if (this.timer === undefined) this.plan();
  }

  private plan(): void {
    // Clears the text first: a screen reader ignores a text that does not change.
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
