import { type Signal, signal } from '@angular/core';
import { MeterTap } from './capture-meters';
import type { Capture, CaptureMeters, Recording } from './microphone';

/** How often the recorder delivers data, in milliseconds. A crash of the tab loses no more than that. */
const CHUNK_MS = 100;
const BITS_PER_SECOND = 64_000;

/** A take through `MediaRecorder`. Its meters cannot disturb it. */
export class MediaRecorderCapture implements Capture {
  readonly finished: Promise<Recording | null>;
  readonly meters: Signal<CaptureMeters | null>;
  readonly startedAtMs: Signal<number>;

  private readonly recorder: MediaRecorder;
  private readonly tap = new MeterTap();
  private readonly chunks: Blob[] = [];
  private readonly startedAt = signal(performance.now());
  private hasSound = false;
  private endedBy: Recording['endedBy'] = 'device';
  private finish!: (recording: Recording | null) => void;

  /**
   * Records `stream` in `container` (a MIME type). The capture owns the stream from here on.
   * @throws DOMException when the browser cannot record it; the caller then still owns the stream.
   */
  constructor(
    private readonly stream: MediaStream,
    container: string,
  ) {
    this.recorder = new MediaRecorder(stream, {
      mimeType: container,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    this.finished = new Promise((resolve) => (this.finish = resolve));
    this.recorder.ondataavailable = ({ data }) => this.keep(data);
    this.recorder.onstop = () => this.end();
    this.recorder.start(CHUNK_MS);
    this.meters = this.tap.meters;
    this.startedAtMs = this.startedAt.asReadonly();
  }

  stop(): void {
    if (this.recorder.state === 'inactive') return;
    this.endedBy = 'request';
    try {
      this.recorder.stop();
    } catch {
      // A recorder that fails to stop delivers no more data.
      this.end();
    }
  }

  discard(): void {
    this.finish(null);
    this.release();
    this.stop();
  }

  private keep(chunk: Blob): void {
    this.chunks.push(chunk);
    if (chunk.size === 0 || this.hasSound) return;
    this.hasSound = true;
    this.startedAt.update((begunMs) => Math.max(begunMs, performance.now() - CHUNK_MS));
    // Web Audio has to start a loudspeaker, which may take long. So the take starts first.
    if (this.recorder.state === 'recording') this.tap.listenTo(this.stream);
  }

  private end(): void {
    const durationMs = performance.now() - this.startedAt();
    this.release();
    const blob = new Blob(this.chunks, { type: this.recorder.mimeType });
    this.finish({ blob, durationMs, endedBy: this.endedBy });
  }

  /** Releases the microphone before anything else. A failure of the rest cannot prevent it. */
  private release(): void {
    this.stream.getTracks().forEach((track) => track.stop());
    this.tap.close();
  }
}
