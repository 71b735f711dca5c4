/** A room as a browser keeps it between two visits. */
export interface StoredRoom {
  readonly id: string;
  /** What follows the `#` of its link: a secret. */
  readonly fragment: string;
  /** When this browser was in it last, in milliseconds since 1970. */
  readonly usedAtMs: number;
}

/** Where rooms outlive their tab; a port, for there may be no such place. Each step rejects where there is none. */
export interface RoomStore {
  /** What is there, whatever it is. */
  all(): Promise<readonly unknown[]>;
  put(room: StoredRoom): Promise<void>;
  delete(id: string): Promise<void>;
}

/** Reads what was stored, perhaps by another version of the page; null for what is no room. */
export function readStoredRoom(stored: unknown): StoredRoom | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { id, fragment, usedAtMs } = stored as Partial<Record<string, unknown>>;
  if (typeof id !== 'string' || typeof fragment !== 'string') return null;
  return { id, fragment, usedAtMs: typeof usedAtMs === 'number' ? usedAtMs : 0 };
}
