import type { CoderName } from '@sealwave/audio';
import type { Environment } from '../command-context';
import { Microphone } from '../sound/microphone';
import type { LevelMeter } from '../terminal/level-meter';
import type { Clip } from './clip';
import { MicrophoneTake } from './microphone-take';

/** One time that somebody talks: it can be ended before the microphone is even open. */
export class PushToTalkTake {
  /** What was said; null when it was discarded. Rejects when nothing can be recorded. */
  readonly clip: Promise<Clip | null>;
  private recording: MicrophoneTake | null = null;
  private state: 'talking' | 'ended' | 'discarded' = 'talking';

  constructor(
    private readonly place: Environment,
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
    this.recording = new MicrophoneTake(microphone, { coder, onLevel });
    // What was wanted while the microphone was still being opened.
    if (this.state === 'discarded') this.recording.discard();
    else if (this.state === 'ended') this.recording.stop();
    return this.recording.finished;
  }
}
