import { type Signal, signal } from '@angular/core';
import { runInBackground } from '@sealwave/kernel';
import type { CaptureMeters } from './microphone';

/** 43 ms at 48 kHz. Long enough to separate the harmonics of a voice, short enough to follow it. */
const FFT_SIZE = 2048;
const SPECTRUM_SMOOTHING = 0.7;

/** 341 ms at 48 kHz: enough voice to measure how well it is coded. */
const BLOCK_SIZE = 16_384;

/**
 * The meters of a take. The take does not depend on them: failures of Web Audio stop here. Without a
 * loudspeaker, `resume()` of some browsers never settles. Other browsers refuse to construct a context.
 */
export class MeterTap {
  private readonly _meters = signal<CaptureMeters | null>(null);
  private audio: AudioContext | null = null;
  private closed = false;

  /** Null until sound reaches the meters. That may never happen. */
  readonly meters: Signal<CaptureMeters | null> = this._meters.asReadonly();

  /** Starts to meter `stream` without waiting for it. */
  listenTo(stream: MediaStream): void {
    if (this.closed) return;
    runInBackground(
      () => this.listen(stream),
      () => this.close(),
    );
  }

  /** Frees the audio context without waiting for it. */
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
