import { DOCUMENT, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { AudioDevices } from './audio-devices';

/** Plays every media element of the page through the chosen loudspeaker. */
@Injectable({ providedIn: 'root' })
export class AudioOutput {
  private readonly document = inject(DOCUMENT);
  private readonly speaker = inject(AudioDevices).speaker;
  private readonly _refused = signal(false);

  /** Whether this browser can play through a loudspeaker other than its default. */
  readonly supported = 'setSinkId' in HTMLMediaElement.prototype;

  /** Whether the browser refused the chosen loudspeaker. It then plays through its default. */
  readonly refused = this._refused.asReadonly();

  constructor() {
    if (!this.supported) return;
    // These events do not bubble. The capture phase reaches the document.
    for (const event of ['loadstart', 'play']) {
      this.document.addEventListener(event, ({ target }) => this.route(target), { capture: true });
    }
    effect(() => {
      this.speaker.used();
      untracked(() => this._refused.set(false));
      for (const element of this.document.querySelectorAll('audio')) this.route(element);
    });
  }

  private route(element: EventTarget | null): void {
    const sinkId = this.speaker.used();
    if (!(element instanceof HTMLMediaElement) || element.sinkId === sinkId) return;
    element.setSinkId(sinkId).catch(() => this._refused.set(true));
  }
}
