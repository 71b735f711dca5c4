import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import type { CoderName, QualityReport } from '@sealwave/audio';
import { DECODE_RECORDING, RecordingError } from '@sealwave/web/audio-io';
import { peaksOf } from '@sealwave/web/ui';
import { MEASURED_SAMPLING_RATE, measureClip } from './measure-clip';

/** More columns than any screen shows. The picture is reduced when it is drawn. */
export const PEAK_COLUMNS = 1024;

/** What this device has found out about a recording so far. */
export type Analysis =
  | { readonly kind: 'decoding' }
  | { readonly kind: 'measuring'; readonly sound: ClipSound }
  | { readonly kind: 'measured'; readonly sound: ClipSound; readonly report: QualityReport }
  /** This browser cannot decode the recording. It can still send it. */
  | { readonly kind: 'unreadable' };

/** Duration and picture of a recording. */
export interface ClipSound {
  readonly durationMs: number;
  /** Peak of each equal part, 0 to 1. */
  readonly peaks: Float32Array;
}

/** Decodes and measures one clip at a time. Lives as long as the component that provides it. */
@Injectable()
export class ClipAnalysis {
  private readonly decode = inject(DECODE_RECORDING);
  private readonly _state = signal<Analysis>({ kind: 'decoding' });
  private current = new AbortController();

  readonly state = this._state.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.current.abort());
  }

  /** Starts to analyse a clip. Stops analysing the previous one. */
  async analyse(recording: Blob, coder: CoderName): Promise<void> {
    this.current.abort();
    this.current = new AbortController();
    const { signal } = this.current;
    this._state.set({ kind: 'decoding' });
    try {
      const { samples, durationMs } = await this.decode(recording);
      signal.throwIfAborted();
      const sound = { durationMs, peaks: peaksOf(samples, PEAK_COLUMNS) };
      this._state.set({ kind: 'measuring', sound });
      const finer = await this.decode(recording, MEASURED_SAMPLING_RATE);
      signal.throwIfAborted();
      const report = await measureClip(finer.samples, coder, signal);
      this._state.set({ kind: 'measured', sound, report });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof RecordingError)) throw error;
      this._state.set({ kind: 'unreadable' });
    }
  }
}
