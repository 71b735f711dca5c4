import { DOCUMENT, inject, Injectable } from '@angular/core';

/**
 * The fragments of the rooms that this tab was in, so that a reload stays there. They are gone with the tab: a
 * secret that outlasts it would be there for whoever opens the browser next.
 */
@Injectable({ providedIn: 'root' })
export class RoomMemory {
  private readonly storage = inject(DOCUMENT).defaultView?.sessionStorage;
  /** Where the storage is full or forbidden. */
  private readonly fallback = new Map<string, string>();

  /** The fragment of room `id`; null where this tab was never in it. */
  recall(id: string): string | null {
    return this.fallback.get(id) ?? this.storage?.getItem(nameOf(id)) ?? null;
  }

  keep(id: string, fragment: string): void {
    this.fallback.set(id, fragment);
    try {
      this.storage?.setItem(nameOf(id), fragment);
    } catch {
      // Then a reload asks for the link again.
    }
  }
}

function nameOf(id: string): string {
  return `sealwave.room.${id}`;
}
