import type { StoredRoom } from '../room-store';

/** The new state of a room; null if it was forgotten. */
type Change = StoredRoom | null;

/**
 * Tracks changes while a query to the database is running. The query may return an older state. That must not
 * overwrite the change.
 */
export class RoomChanges {
  /** Changes that the database has not completed yet. */
  private readonly pending = new Map<string, Change>();
  /**
   * The changes that apply to each running query. A change applies if it was pending when the query started, or
   * came later.
   */
  private readonly questions = new Set<Map<string, Change>>();

  /** Notes a change that another tab made. The database has it already. */
  note(id: string, change: Change): void {
    for (const question of this.questions) question.set(id, change);
  }

  /** Notes a change while `step` writes it to the database. */
  async during(id: string, change: Change, step: () => Promise<void>): Promise<void> {
    this.note(id, change);
    this.pending.set(id, change);
    try {
      await step();
    } finally {
      // A later change of the same room may be running.
      if (this.pending.get(id) === change) this.pending.delete(id);
    }
  }

  /**
   * Runs a query. Returns its result, with the changes to apply on top. Null if a later query finished first.
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

  /** Drops the queries that started before `answered`. Sets keep their order. */
  private endEarlierThan(answered: Map<string, Change>): void {
    for (const question of this.questions) {
      if (question === answered) return;
      this.questions.delete(question);
    }
  }
}
