import type { StoredRoom } from '../room-store';

/** A room as it is now; null for one that was forgotten. */
type Change = StoredRoom | null;

/**
 * What changes while a database is asked for its rooms. It may answer with what was there before the change, and this page
 * must not take that for the news.
 */
export class RoomChanges {
  /** Those that the database has not carried out yet. */
  private readonly pending = new Map<string, Change>();
  /** For each question without an answer what has changed since, or was pending then. */
  private readonly questions = new Set<Map<string, Change>>();

  /** A change that the database knows already, because another tab made it. */
  note(id: string, change: Change): void {
    for (const question of this.questions) question.set(id, change);
  }

  /** A change that `step` brings into the database. */
  async during(id: string, change: Change, step: () => Promise<void>): Promise<void> {
    this.note(id, change);
    this.pending.set(id, change);
    try {
      await step();
    } finally {
      // A later change of the same room may be under way.
      if (this.pending.get(id) === change) this.pending.delete(id);
    }
  }

  /**
   * What `ask` finds, and what has changed meanwhile. The answer is null where a later question was answered before.
   */
  async since<T>(
    ask: () => Promise<T>,
  ): Promise<{ readonly found: T; readonly changes: ReadonlyMap<string, Change> } | null> {
    const changes = new Map(this.pending);
    this.questions.add(changes);
    try {
      const found = await ask();
      if (!this.questions.has(changes)) return null;
      this.endEarlierThan(changes);
      return { found, changes };
    } finally {
      this.questions.delete(changes);
    }
  }

  /** A set keeps the order in which the questions were asked. */
  private endEarlierThan(answered: Map<string, Change>): void {
    for (const question of this.questions) {
      if (question === answered) return;
      this.questions.delete(question);
    }
  }
}
