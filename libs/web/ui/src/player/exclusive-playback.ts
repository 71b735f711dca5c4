import { Directive, ElementRef, inject } from '@angular/core';

/** Lets one recording inside the element play at a time. */
@Directive({ selector: '[swExclusivePlayback]', exportAs: 'swExclusivePlayback' })
export class ExclusivePlayback {
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    // `play` does not bubble, but an ancestor sees it on the way down.
    this.host.addEventListener('play', ({ target }) => this.pauseAllBut(target), { capture: true });
  }

  /** Silences everything, for instance before the microphone opens. */
  pauseAll(): void {
    this.pauseAllBut(null);
  }

  private pauseAllBut(kept: EventTarget | null): void {
    for (const audio of this.host.querySelectorAll('audio')) {
      if (audio !== kept) audio.pause();
    }
  }
}
