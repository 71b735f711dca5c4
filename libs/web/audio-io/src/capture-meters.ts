import { type Signal, signal } from '@angular/core';
import { runInBackground } from '@sealwave/kernel';
import type { CaptureMeters } from './microphone';

/** 43 ms at 48 kHz: fine enough to tell the harmonics of a voice apart, short enough to follow it. */
const FFT_SIZE = 2048;
const SPECTRUM_SMOOTHING = 0.7;

/** 341 ms at 48 kHz: enough of a voice for its coding to be measured. */
const BLOCK_SIZE = 16_384;

/**
 * The meters of a take, which are an accessory of it: no failure of Web Audio reaches the take. Without
 * a loudspeaker, `resume()` of some browsers never settles, and others refuse to construct a context.
 */
export class MeterTap {
  private readonly _meters = signal<CaptureMeters | null>(null);
  private audio: AudioContext | null = null;
  private closed = false;

  /** Null until sound reaches the meters, which may be never. */
  readonly meters: Signal<CaptureMeters | null> = this._meters.asReadonly();

  /** Begins to listen to `stream`, and does not wait for it. */
  listenTo(stream: MediaStream): void {
    if (this.closed) return;
    runInBackground(
      () => this.listen(stream),
      () => this.close(),
    );
  }

  /** Frees the sound system, and does not wait for that either. */
  close(): void {
    this.closed = true;
    this._meters.set(null);
    const { audio } = this;
    this.audio = null;
    // A context that cannot be closed is freed with the page.
    if (audio)
      runInBackground(
        () => audio.close(),
        () => undefined,
      );
  }

  private async listen(stream: MediaStream): Promise<void> {
    const audio = new AudioContext();
    this.audio = audio;
    const [analyser, blocks] = [audio.createAnalyser(), audio.createAnalyser()];
    analyser.fftSize = FFT_SIZE;
    analyser.smoothingTimeConstant = SPECTRUM_SMOOTHING;
    blocks.fftSize = BLOCK_SIZE;
    const source = audio.createMediaStreamSource(stream);
    source.connect(analyser);
    source.connect(blocks);
    await audio.resume();
    if (!this.closed) this._meters.set({ analyser, blocks });
  }
}
