import type { Speaker } from '../../sound/speaker';
import { WaitingLine } from '../../output/waiting-line';
import type { ReceiveResult, Received, Receiver } from './receiver';
import { toPlayable } from './to-playable';

/** Most bytes that may wait to be played: more than an hour. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/** Plays messages one after the other while others arrive. */
export class PlayReceiver implements Receiver {
  private readonly line = new WaitingLine(MAX_WAITING_BYTES);

  constructor(
    private readonly speaker: Speaker,
    private readonly stopped: AbortSignal,
    private readonly onFailure: (error: unknown) => void,
  ) {}

  async handle({ message }: Received): Promise<ReceiveResult> {
    const wav = toPlayable(message);
    if (!wav) return { notPlayed: 'locked' };
    const work = () => this.speaker.play(wav, this.stopped).catch(this.onFailure);
    return this.line.add(wav.length, work) ? {} : { notPlayed: 'too much is waiting' };
  }

  async finish(): Promise<void> {
    await this.line.done();
  }
}
