import { Injectable, signal } from '@angular/core';

const KEY = 'sealwave.play-next';

/** Whether messages are played one after the other; remembered by this browser, and off at first. */
@Injectable({ providedIn: 'root' })
export class PlayNext {
  private readonly _wanted = signal(remembered());

  readonly wanted = this._wanted.asReadonly();

  choose(wanted: boolean): void {
    this._wanted.set(wanted);
    try {
      localStorage.setItem(KEY, String(wanted));
    } catch {
      // Storage that is full or forbidden: the choice holds until the page is closed.
    }
  }
}

function remembered(): boolean {
  try {
    return localStorage.getItem(KEY) === 'true';
  } catch {
    return false;
  }
}
