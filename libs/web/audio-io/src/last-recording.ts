import { Injectable, signal } from '@angular/core';

/**
 * The last finished recording. The talk page shares it with other pages. It is lost when the browser leaves the
 * app.
 */
@Injectable({ providedIn: 'root' })
export class LastRecording {
  private readonly _blob = signal<Blob | null>(null);

  /** The recording, in the container that the browser wrote; null before the first one. */
  readonly blob = this._blob.asReadonly();

  /** Stores a finished recording and drops the previous one. */
  keep(blob: Blob): void {
    this._blob.set(blob);
  }
}
