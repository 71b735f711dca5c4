import type { Capture, CaptureAnalyser, Recording } from './microphone';

/** How often the recorder hands over what it has, so that a crash of the tab loses little. */
const CHUNK_MS = 100;
const BITS_PER_SECOND = 64_000;

/** 43 ms at 48 kHz: fine enough to tell the harmonics of a voice apart, short enough to follow it. */
const FFT_SIZE = 2048;
const SPECTRUM_SMOOTHING = 0.7;

/** 341 ms at 48 kHz: enough of a voice for its coding to be measured. */
const BLOCK_SIZE = 16_384;

/** A take through `MediaRecorder`, with an analyser on the side. */
export class MediaRecorderCapture implements Capture {
  readonly finished: Promise<Recording | null>;
  readonly analyser: CaptureAnalyser;
  readonly blocks: CaptureAnalyser;

  private readonly recorder: MediaRecorder;
  private readonly chunks: Blob[] = [];
  private readonly startedAtMs = performance.now();
  private endedBy: Recording['endedBy'] = 'device';
  private discarded = false;

  private constructor(
    private readonly stream: MediaStream,
    private readonly audio: AudioContext,
    container: string,
  ) {
    const [analyser, blocks] = [audio.createAnalyser(), audio.createAnalyser()];
    analyser.fftSize = FFT_SIZE;
    analyser.smoothingTimeConstant = SPECTRUM_SMOOTHING;
    blocks.fftSize = BLOCK_SIZE;
    const source = audio.createMediaStreamSource(stream);
    source.connect(analyser);
    source.connect(blocks);
    this.analyser = analyser;
    this.blocks = blocks;

    this.recorder = new MediaRecorder(stream, {
      mimeType: container,
      audioBitsPerSecond: BITS_PER_SECOND,
    });
    this.recorder.ondataavailable = ({ data }) => this.chunks.push(data);
    this.finished = new Promise((resolve) => {
      this.recorder.onstop = () => resolve(this.release());
    });
    this.recorder.start(CHUNK_MS);
  }

  /**
   * Records `stream`, which belongs to the capture from here on, in `container` (a MIME type).
   * @throws DOMException when the browser cannot record it; the caller then still owns the stream.
   */
  static async start(stream: MediaStream, container: string): Promise<MediaRecorderCapture> {
    const audio = new AudioContext();
    try {
      await audio.resume();
      return new MediaRecorderCapture(stream, audio, container);
    } catch (error) {
      await audio.close();
      throw error;
    }
  }

  stop(): void {
    if (this.recorder.state === 'inactive') return;
    this.endedBy = 'request';
    this.recorder.stop();
  }

  discard(): void {
    this.discarded = true;
    this.stop();
  }

  private async release(): Promise<Recording | null> {
    const durationMs = performance.now() - this.startedAtMs;
    this.stream.getTracks().forEach((track) => track.stop());
    await this.audio.close();
    if (this.discarded) return null;
    const blob = new Blob(this.chunks, { type: this.recorder.mimeType });
    return { blob, durationMs, endedBy: this.endedBy };
  }
}
