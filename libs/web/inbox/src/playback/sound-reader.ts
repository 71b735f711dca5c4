import { inject, Injectable } from '@angular/core';
import { DECODE_RECORDING, RecordingError } from '@sealwave/web/audio-io';
import { peaksOf } from '@sealwave/web/ui';
import type { Voice } from '../message/inbox-message';

/** Finer than a card draws it; the picture is made coarser as it is shown. */
const PEAK_COLUMNS = 512;

/** Looks at what a recording sounds like, by the decoder of this browser. */
@Injectable({ providedIn: 'root' })
export class SoundReader {
  private readonly decode = inject(DECODE_RECORDING);

  /** Duration and picture; null for both when this browser cannot decode the recording. */
  async read(blob: Blob): Promise<Pick<Voice, 'durationMs' | 'peaks'>> {
    try {
      const { samples, durationMs } = await this.decode(blob);
      return { durationMs, peaks: peaksOf(samples, PEAK_COLUMNS) };
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      return { durationMs: null, peaks: null };
    }
  }
}
