import { inject, Injectable, signal } from '@angular/core';
import { OBJECT_URLS } from '@sealwave/web/audio-io';
import { type Clip, clipIn, type RecorderState } from './recorder-state';

/** Holds the state of the one recording. Only this class changes it. */
@Injectable({ providedIn: 'root' })
export class RecorderStore {
  private readonly urls = inject(OBJECT_URLS);
  private readonly _state = signal<RecorderState>({ kind: 'idle', problem: null });

  readonly state = this._state.asReadonly();

  /** Changes the state, and frees recordings that the new state does not hold. */
  moveTo(next: RecorderState): void {
    const before = urlsOf(clipIn(this.state()));
    const after = urlsOf(clipIn(next));
    this._state.set(next);
    for (const url of before) if (!after.includes(url)) this.urls.revoke(url);
  }
}

/** The `blob:` addresses that keep the bytes of `clip` in memory. */
function urlsOf(clip: Clip | null): readonly string[] {
  if (clip === null) return [];
  const { url, seal } = clip;
  return seal.kind === 'sealed' ? [url, seal.sealed.url, seal.sealed.noiseUrl] : [url];
}
