import { Injectable, type Signal, signal } from '@angular/core';

/** One thing that a person chose. */
export interface Preference<T> {
  readonly value: Signal<T>;
  /** Changes it at once and for later visits. */
  set(value: T): void;
}

/**
 * What a person chose, remembered by this browser. Where storage is full, forbidden or was altered,
 * a choice holds until the page is closed.
 */
@Injectable({ providedIn: 'root' })
export class Preferences {
  /**
   * @param name of the choice, its own for each.
   * @param read turns what was stored, which may be anything, or `undefined` into a value.
   */
  preference<T>(name: string, read: (stored: unknown) => T): Preference<T> {
    const key = `sealwave.${name}`;
    const value = signal(read(stored(key)));
    return {
      value: value.asReadonly(),
      set: (chosen) => {
        value.set(chosen);
        try {
          localStorage.setItem(key, JSON.stringify(chosen));
        } catch {
          // Storage that is full or forbidden takes nothing; the choice holds all the same.
        }
      },
    };
  }
}

function stored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}
