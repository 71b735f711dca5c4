import { inject, Injectable } from '@angular/core';
import { DECODE_RECORDING, RecordingError } from '@sealwave/web/audio-io';
import { peaksOf } from '@sealwave/web/ui';
import type { PlayableAudio } from '../message/inbox-message';

/** More columns than a card shows; the card reduces them. */
const PEAK_COLUMNS = 512;

/** Measures a recording with the browser's decoder. */
@Injectable({ providedIn: 'root' })
export class SoundReader {
  private readonly decode = inject(DECODE_RECORDING);

  /** Duration and picture; null for both when this browser cannot decode the recording. */
  async read(blob: Blob): Promise<Pick<PlayableAudio, 'durationMs' | 'peaks'>> {
    try {
      const { samples, durationMs } = await this.decode(blob);
      return { durationMs, peaks: peaksOf(samples, PEAK_COLUMNS) };
    } catch (error) {
      if (!(error instanceof RecordingError)) throw error;
      return { durationMs: null, peaks: null };
    }
  }
}
