import type { CoderName } from '@sealwave/audio';
import { firstSeconds } from '../sound/first-seconds';
import { type Microphone, MICROPHONE_RATE } from '../sound/microphone';
import { LevelMeter } from '../terminal/level-meter';
import { type Clip, clipOfSound, MAX_SECONDS } from './clip';

/** How to record. */
export interface RecordingOptions {
  readonly coder: CoderName;
  /** Longest duration; {@link MAX_SECONDS} unless given. */
  readonly seconds?: number | undefined;
  /** Called with the level meter after each piece of sound. */
  readonly onLevel: (meter: LevelMeter) => void;
}

/** A recording from the microphone, from its first sample until it stops. */
export class MicrophoneTake {
  private isDiscarded = false;
  private readonly meter = new LevelMeter(MICROPHONE_RATE);
  /** The coded recording; null when it was discarded. */
  readonly finished: Promise<Clip | null>;

  constructor(
    private readonly microphone: Microphone,
    private readonly options: RecordingOptions,
  ) {
    this.finished = this.code();
    // A caller may await this promise late. Until then, a rejection must not count as unhandled.
    this.finished.catch(() => undefined);
  }

  /** Ends the recording. */
  stop(): void {
    this.microphone.stop();
  }

  /** Ends the recording and drops it. */
  discard(): void {
    this.isDiscarded = true;
    this.microphone.stop();
  }

  private async code(): Promise<Clip | null> {
    const { coder, seconds = MAX_SECONDS } = this.options;
    try {
      const samples = firstSeconds(this.metered(), MICROPHONE_RATE, seconds);
      const clip = await clipOfSound({ samplingRate: MICROPHONE_RATE, samples }, coder);
      return this.isDiscarded ? null : clip;
    } catch (error) {
      // Errors of a discarded recording do not matter; it may be empty, for example.
      if (this.isDiscarded) return null;
      throw error;
    } finally {
      this.microphone.stop();
    }
  }

  private async *metered(): AsyncGenerator<Float32Array, void, void> {
    for await (const samples of this.microphone.sound()) {
      this.meter.push(samples);
      this.options.onLevel(this.meter);
      yield samples;
    }
  }
}
