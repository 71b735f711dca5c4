import type { CoderName } from '@sealwave/audio';
import type { Place } from '../surroundings';
import { Microphone } from '../sound/microphone';
import type { LevelMeter } from '../terminal/level-meter';
import type { Clip } from './clip';
import { Recording } from './recording';

/** One time that somebody talks: it can be ended before the microphone is even open. */
export class Turn {
  /** What was said; null when it was discarded. Rejects when nothing can be recorded. */
  readonly clip: Promise<Clip | null>;
  private recording: Recording | null = null;
  private state: 'talking' | 'ended' | 'discarded' = 'talking';

  constructor(
    private readonly place: Place,
    private readonly coder: CoderName,
    private readonly onLevel: (meter: LevelMeter) => void,
  ) {
    this.clip = this.record();
  }

  get isTalking(): boolean {
    return this.state === 'talking';
  }

  /** Nothing more is said. */
  end(): void {
    if (!this.isTalking) return;
    this.state = 'ended';
    this.recording?.stop();
  }

  /** Nothing of it is to be sent, unless it has ended before. */
  discard(): void {
    if (!this.isTalking) return;
    this.state = 'discarded';
    this.recording?.discard();
  }

  private async record(): Promise<Clip | null> {
    const microphone = await Microphone.open(this.place);
    const { coder, onLevel } = this;
    this.recording = new Recording(microphone, { coder, onLevel });
    // What was wanted while the microphone was still being opened.
    if (this.state === 'discarded') this.recording.discard();
    else if (this.state === 'ended') this.recording.stop();
    return this.recording.finished;
  }
}
