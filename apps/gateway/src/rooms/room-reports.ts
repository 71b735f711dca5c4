import type { RoomPresence } from '@sealwave/contracts';
import { type Browser, untilWritable } from '../browser/browser';
import { ThrottledNotifier } from '../browser/throttled-notifier';

/** What reports need of a browser's connection. */
interface ReportSource {
  readonly browser: Browser;
  /** The room and its members; null while they are unknown. */
  readonly room: () => RoomPresence | null;
  /** Receives why a report failed. */
  readonly onFailure: (reason: unknown) => void;
}

/**
 * Tells one browser who is in its room: of changes as often as it can take them, and of a member before anything
 * that this member sends.
 */
export class RoomReports {
  private known: ReadonlySet<number> = new Set();
  private readonly changes: ThrottledNotifier;

  constructor(private readonly source: ReportSource) {
    this.changes = new ThrottledNotifier(
      () => untilWritable(source.browser),
      () => this.tell(),
      source.onFailure,
    );
  }

  /** Notes that the browser was told of these members in another way. */
  told({ members }: RoomPresence): void {
    this.known = new Set(members.map(({ n }) => n));
  }

  /** The members have changed, or what they do. */
  changed(): void {
    this.changes.markDirty();
  }

  /** Member `n` has sent something: a browser that was not told of this member is told now. */
  introduce(n: number): void {
    const members = this.source.room()?.members ?? [];
    if (!this.known.has(n) && members.some((member) => member.n === n)) this.tell();
  }

  private tell(): void {
    // During a reconnection the members are unknown; the next connection starts with all of them.
    const room = this.source.room();
    if (!room) return;
    this.told(room);
    this.source.browser.emit('room_changed', room);
  }
}
