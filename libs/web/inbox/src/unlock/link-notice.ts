import { Injectable, signal } from '@angular/core';

/** The result of a link with an unlock code. */
export type LinkOutcome =
  | 'unlocked'
  | 'unlocked-elsewhere'
  /** No message here matches the code yet. The code is kept. */
  | 'kept'
  | 'mistyped'
  | 'not-a-code'
  | 'insecure-page';

/** The notice for a person who opened a link with a code; null when there is no notice. */
@Injectable({ providedIn: 'root' })
export class LinkNotice {
  private readonly _outcome = signal<LinkOutcome | null>(null);

  readonly outcome = this._outcome.asReadonly();

  say(outcome: LinkOutcome | null): void {
    this._outcome.set(outcome);
  }

  /** Replaces `kept`, for example when a message arrived that the code unlocks. */
  upgradeOutcome(outcome: LinkOutcome): void {
    this._outcome.update((before) => (before === 'kept' ? outcome : before));
  }
}
