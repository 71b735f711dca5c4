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
 * Tells one browser who is in its room. Changes come as often as the browser can take them. A member is
 * reported before anything that this member sends.
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

  /** The roster has changed, or a member has started or stopped something. */
  changed(): void {
    this.changes.markDirty();
  }

  /** Member `n` has sent something. If the browser does not know this member, it is told now. */
  introduce(n: number): void {
    const members = this.source.room()?.members ?? [];
    if (!this.known.has(n) && members.some((member) => member.n === n)) this.tell();
  }

  private tell(): void {
    // During a reconnection the members are unknown. The next connection starts with all of them.
    const room = this.source.room();
    if (!room) return;
    this.told(room);
    this.source.browser.emit('room_changed', room);
  }
}
