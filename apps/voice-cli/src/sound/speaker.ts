import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mixToMono, parseWav } from '@sealwave/audio';
import type { Environment } from '../command-context';
import { toBareSamples } from './bare-samples';
import { installed } from './installed';
import { SoundError } from './sound-error';
import { lastLine, PLAYERS, type SoundProgram, whatToInstall } from './sound-program';

/** The system's speaker, through an installed program. */
export class Speaker {
  /** Programs that may work. The one that played last comes first. */
  private readonly candidates: SoundProgram[];

  /** @throws SoundError when no program that plays is installed. */
  constructor(private readonly place: Environment) {
    this.candidates = installed(PLAYERS, place);
    if (this.candidates.length > 0) return;
    const advice = whatToInstall(PLAYERS, place.platform);
    throw new SoundError(`no program that plays is installed: ${advice}`);
  }

  /** Name of the playing program. */
  get name(): string {
    return this.candidates[0].command;
  }

  /**
   * Plays a WAVE file.
   * @returns when it was played, or `signal` aborted.
   * @throws SoundError when no program can play.
   * @throws WavError when `wav` is not a WAVE file.
   */
  async play(wav: Uint8Array, signal: AbortSignal): Promise<void> {
    const { samplingRate, channels } = parseWav(wav).readAll();
    const samples = toBareSamples(mixToMono(channels));
    for (;;) {
      const problem = await this.playWith(this.candidates[0], { samples, samplingRate, signal });
      if (problem === null || signal.aborted) return;
      if (this.candidates.length === 1) throw new SoundError(`nothing can be played: ${problem}`);
      this.candidates.shift();
    }
  }

  /** Plays with one program. Null when it succeeded, otherwise its error message. */
  private async playWith(
    { command, args }: SoundProgram,
    { samples, samplingRate, signal }: Playing,
  ): Promise<string | null> {
    const player = spawn(command, args(samplingRate), {
      env: this.place.env,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const complaint = lastLine(player.stderr);
    const stop = () => player.kill();
    signal.addEventListener('abort', stop, { once: true });
    // A program may end before it has read everything. Its exit status tells the reason.
    player.stdin.on('error', () => undefined).end(samples);
    try {
      const [status] = (await once(player, 'close')) as [number | null];
      return status === 0 ? null : `${command}: ${complaint() || `status ${status}`}`;
    } catch (error) {
      return `${command}: ${String(error)}`;
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }
}

interface Playing {
  readonly samples: Buffer;
  readonly samplingRate: number;
  readonly signal: AbortSignal;
}
