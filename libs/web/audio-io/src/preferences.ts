import { Injectable, type Signal, signal } from '@angular/core';

/** One stored choice of a person. */
export interface Preference<T> {
  readonly value: Signal<T>;
  /** Changes the choice now and for later visits. */
  set(value: T): void;
}

/**
 * Choices that this browser stores. Where storage is full or forbidden, or was altered, a choice lasts only
 * until the page is closed.
 */
@Injectable({ providedIn: 'root' })
export class Preferences {
  /**
   * @param name unique name of the choice.
   * @param read turns the stored value into a valid one. That value may be anything, or `undefined`.
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
          // Storage is full or forbidden. The choice still lasts until the page is closed.
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
