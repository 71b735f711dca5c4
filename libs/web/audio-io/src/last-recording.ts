import { Injectable, signal } from '@angular/core';

/**
 * The recording that was finished last, handed from the page where people talk to other pages. It lives
 * as long as the page in the browser does.
 */
@Injectable({ providedIn: 'root' })
export class LastRecording {
  /** In the container that the browser wrote; null before the first one. */
  readonly blob = signal<Blob | null>(null);
}
