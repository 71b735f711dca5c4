import type { CoderName } from '@sealwave/audio';
import { firstSeconds } from '../sound/first-seconds';
import { type Microphone, MICROPHONE_RATE } from '../sound/microphone';
import { LevelMeter } from '../terminal/level-meter';
import { type Clip, clipOfSound, MAX_SECONDS } from './clip';

/** How somebody is recorded. */
export interface RecordingOptions {
  readonly coder: CoderName;
  /** Ends it by itself; {@link MAX_SECONDS} without it. */
  readonly seconds?: number | undefined;
  /** Is told how loud it is, each time that something was recorded. */
  readonly onLevel: (meter: LevelMeter) => void;
}

/** One recording from the microphone, from its first sample until it is stopped. */
export class MicrophoneTake {
  private isDiscarded = false;
  private readonly meter = new LevelMeter(MICROPHONE_RATE);
  /** What was recorded; null when it was discarded. */
  readonly finished: Promise<Clip | null>;

  constructor(
    private readonly microphone: Microphone,
    private readonly options: RecordingOptions,
  ) {
    this.finished = this.code();
    // The caller that awaits it gets the error, however late that is.
    this.finished.catch(() => undefined);
  }

  /** Ends the recording. */
  stop(): void {
    this.microphone.stop();
  }

  /** Ends the recording and forgets it. */
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
      // Of what nobody wants, nobody needs to know that it is empty.
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
