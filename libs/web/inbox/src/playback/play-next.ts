import { inject, Injectable } from '@angular/core';
import { Preferences } from '@sealwave/web/audio-io';

/** Whether messages play one after the other. This browser stores the choice. It is off by default. */
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
