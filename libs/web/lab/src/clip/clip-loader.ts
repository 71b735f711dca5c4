import { inject, Injectable, InjectionToken } from '@angular/core';
import { ErrorCode } from '@sealwave/kernel';
import { DECODE_RECORDING } from '@sealwave/web/audio-io';
import { clipOfSamples, type LabClip } from './lab-clip';
import { type LabEngine, LabError } from '../jobs/lab-engine';

/** Largest accepted file, in bytes. Decoding takes many times as much memory. */
export const MAX_FILE_BYTES = 20_000_000;

/** Loads the voice that comes with the page. */
export const BUILT_IN_VOICE = new InjectionToken<() => Promise<Blob>>('BuiltInVoice', {
  providedIn: 'root',
  factory: () => async () => {
    const response = await fetch(new URL('sounds/voice.wav', document.baseURI));
    if (!response.ok) throw new TypeError(`the gateway answered with ${response.status}`);
    return response.blob();
  },
});

/** Makes clips from recordings and files. */
@Injectable()
export class ClipLoader {
  private readonly decode = inject(DECODE_RECORDING);

  /**
   * Reads a WAVE file as `voice-cli` does, and anything else with the browser's decoder.
   * @returns `null` when a newer file superseded this one.
   * @throws LabError when the file is too large or has no sound.
   * @throws RecordingError when the browser cannot read it either.
   */
  async load(file: Blob, engine: LabEngine): Promise<LabClip | null> {
    if (file.size > MAX_FILE_BYTES) {
      throw new LabError(ErrorCode.AudioTooLarge, 'the file is too large for the lab');
    }
    const clip = await this.read(file, engine);
    if (clip?.samples.length === 0) {
      throw new LabError(ErrorCode.AudioEmpty, 'the file has no sound');
    }
    return clip;
  }

  private async read(file: Blob, engine: LabEngine): Promise<LabClip | null> {
    try {
      const wav = new Uint8Array(await file.arrayBuffer());
      return await engine.run({ kind: 'read', wav }, () => undefined);
    } catch (error) {
      // The file is not a WAVE file, or only the browser can read its kind.
      if (!(error instanceof LabError) || error.code === ErrorCode.Internal) throw error;
      return clipOfSamples((await this.decode(file)).samples);
    }
  }
}
