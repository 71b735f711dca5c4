import type { CoderName } from '@sealwave/audio';
import type { Environment } from '../command-context';
import { Microphone } from '../sound/microphone';
import type { LevelMeter } from '../terminal/level-meter';
import type { Clip } from './clip';
import { MicrophoneTake } from './microphone-take';

/** A single press of the talk key. It can end before the microphone is open. */
export class PushToTalkTake {
  /** The coded recording; null when it was discarded. Rejects when nothing can be recorded. */
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

  /** Ends the take and keeps it. */
  end(): void {
    if (!this.isTalking) return;
    this.state = 'ended';
    this.recording?.stop();
  }

  /** Ends the take and drops it. Does nothing if it has ended already. */
  discard(): void {
    if (!this.isTalking) return;
    this.state = 'discarded';
    this.recording?.discard();
  }

  private async record(): Promise<Clip | null> {
    const microphone = await Microphone.open(this.place);
    const { coder, onLevel } = this;
    this.recording = new MicrophoneTake(microphone, { coder, onLevel });
    // Carries out what was requested while the microphone was opening.
    if (this.state === 'discarded') this.recording.discard();
    else if (this.state === 'ended') this.recording.stop();
    return this.recording.finished;
  }
}
