import { DOCUMENT, inject, Injectable } from '@angular/core';

const LAST = 'sealwave.last-room';

/** The fragments of the rooms that this tab was in, and the last of these rooms. So a reload stays there. */
@Injectable({ providedIn: 'root' })
export class TabRooms {
  private readonly view = inject(DOCUMENT).defaultView;
  /** Used when the storage is full or forbidden. */
  private readonly fallback = new Map<string, string | null>();

  /** The id of the room that this tab is in; null in the lobby. */
  get last(): string | null {
    return this.read(LAST);
  }
  set last(id: string | null) {
    this.write(LAST, id);
  }

  /** The fragment of room `id`. Null if this tab was never in it. */
  recall(id: string): string | null {
    return this.read(nameOf(id));
  }

  keep(id: string, fragment: string): void {
    this.write(nameOf(id), fragment);
  }

  forget(id: string): void {
    this.write(nameOf(id), null);
    if (this.last === id) this.last = null;
  }

  private read(name: string): string | null {
    const kept = this.fallback.get(name);
    if (kept !== undefined) return kept;
    try {
      return this.view?.sessionStorage.getItem(name) ?? null;
    } catch {
      // Without storage, nothing was stored.
      return null;
    }
  }

  private write(name: string, text: string | null): void {
    this.fallback.set(name, text);
    try {
      if (text === null) this.view?.sessionStorage.removeItem(name);
      else this.view?.sessionStorage.setItem(name, text);
    } catch {
      // Without storage, a reload needs the link again.
    }
  }
}

function nameOf(id: string): string {
  return `sealwave.room.${id}`;
}
