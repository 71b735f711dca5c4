import { once } from 'node:events';
import { mixToMono, parseWav, resample, VOICE_SAMPLING_RATE } from '@sealwave/audio';
import { toBareSamples } from '../../sound/bare-samples';
import { WaitingLine } from '../../output/waiting-line';
import { toPlayable } from './to-playable';
import type { ReceiveResult, Received, Receiver } from './receiver';

/** Most bytes that may wait for a slow reader: more than an hour. */
const MAX_WAITING_BYTES = 64 * 1024 * 1024;

/** Writes bare samples: 16 bits, little-endian, one channel, 8 kHz. */
export class RawReceiver implements Receiver {
  private readonly line = new WaitingLine(MAX_WAITING_BYTES);

  constructor(
    private readonly output: NodeJS.WritableStream,
    private readonly stopped: AbortSignal,
  ) {}

  async handle({ message }: Received): Promise<ReceiveResult> {
    const wav = toPlayable(message);
    if (!wav) return { notWritten: 'locked' };
    const { samplingRate, channels } = parseWav(wav).readAll();
    const samples = toBareSamples(resample(mixToMono(channels), samplingRate, VOICE_SAMPLING_RATE));
    const isWaiting = this.line.add(samples.length, () => this.write(samples));
    return isWaiting ? {} : { notWritten: 'too much is waiting' };
  }

  async finish(): Promise<void> {
    await this.line.done();
  }

  private async write(samples: Buffer): Promise<void> {
    if (this.stopped.aborted || this.output.write(samples)) return;
    await once(this.output, 'drain', { signal: this.stopped }).catch(() => undefined);
  }
}
