import { inject, Injectable } from '@angular/core';
import { Preferences } from '@sealwave/web/audio-io';

/** Whether messages are played one after the other; remembered by this browser, and off at first. */
@Injectable({ providedIn: 'root' })
export class PlayNext {
  private readonly preference = inject(Preferences).preference(
    'play-next',
    (stored) => stored === true,
  );

  readonly wanted = this.preference.value;

  choose(wanted: boolean): void {
    this.preference.set(wanted);
  }
}
