import { Injectable, signal } from '@angular/core';

/**
 * The recording that was finished last, handed from the page where people talk to other pages. It lives
 * as long as the page in the browser does.
 */
@Injectable({ providedIn: 'root' })
export class LastRecording {
  private readonly _blob = signal<Blob | null>(null);

  /** In the container that the browser wrote; null before the first one. */
  readonly blob = this._blob.asReadonly();

  /** A recording was finished, and takes the place of the one before. */
  keep(blob: Blob): void {
    this._blob.set(blob);
  }
}
