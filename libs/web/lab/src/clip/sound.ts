import { fromInt16, levelOf, VOICE_SAMPLING_RATE, writeWav } from '@sealwave/audio';
import type { Bytes } from '@sealwave/kernel';
import { type Spectrogram, spectrogramOf } from '../panels/spectrogram';

/** Columns of a spectrogram: more than a screen shows. A smaller picture is scaled down. */
const COLUMNS = 480;

/** A sound with a file to play, a picture and its level. */
export interface Sound {
  /** A file that browsers play. */
  readonly wav: Bytes;
  readonly samplingRate: number;
  readonly durationMs: number;
  readonly rmsDbfs: number;
  readonly spectrogram: Spectrogram;
}

/** Makes a sound from samples of full scale [-1, 1), one channel. */
export function soundOf(samples: Float32Array, samplingRate: number, wav?: Bytes): Sound {
  return {
    wav: wav ?? writeWav({ samplingRate, channels: [samples] }, 's16'),
    samplingRate,
    durationMs: (1000 * samples.length) / samplingRate,
    rmsDbfs: levelOf(samples).rmsDbfs,
    spectrogram: spectrogramOf(samples, COLUMNS),
  };
}

/** Makes a sound from 16-bit samples at 8 kHz. */
export function soundOfVoice(samples: Int16Array): Sound {
  return soundOf(fromInt16(samples), VOICE_SAMPLING_RATE);
}
