/** A room as a browser stores it between visits. */
export interface StoredRoom {
  readonly id: string;
  /** The part of the room's link after the `#`: a secret. */
  readonly fragment: string;
  /** When this browser was last in the room, in milliseconds since 1970. */
  readonly usedAtMs: number;
}

/** Stores rooms beyond the life of a tab. A browser may have no such storage. Then every method rejects. */
export interface RoomStore {
  /** All stored values, which may be malformed. */
  all(): Promise<readonly unknown[]>;
  put(room: StoredRoom): Promise<void>;
  delete(id: string): Promise<void>;
}

/** Reads a stored value; null if it is not a room. Another version of the page may have written it. */
export function readStoredRoom(stored: unknown): StoredRoom | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { id, fragment, usedAtMs } = stored as Partial<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof fragment !== 'string') return null;
  return { id, fragment, usedAtMs: typeof usedAtMs === 'number' ? usedAtMs : 0 };
}
