import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import type { Environment } from '../command-context';
import { BareSampleReader } from './bare-samples';
import { installed } from './installed';
import { SoundError } from './sound-error';
import { lastLine, RECORDERS, type SoundProgram, whatToInstall } from './sound-program';

/** Sampling rate to request, in Hz. It is the native rate of sound cards, so nothing else resamples. */
export const MICROPHONE_RATE = 48_000;

/** Time for a program to deliver its first sample, in milliseconds. */
const START_MS = 5_000;

/**
 * The installed programs that record.
 * @throws SoundError that says what to install when there are none.
 */
export function installedRecorders(place: Environment): SoundProgram[] {
  const candidates = installed(RECORDERS, place);
  if (candidates.length > 0) return candidates;
  const advice = whatToInstall(RECORDERS, place.platform);
  throw new SoundError(`no program that records is installed: ${advice}`);
}

/** The system's microphone, through an installed program. */
export class Microphone {
  private readonly recorder: ChildProcessByStdio<null, Readable, Readable>;
  private readonly complaint: () => string;
  private readonly closed: Promise<unknown>;
  private isStopped = false;

  private constructor(
    private readonly program: SoundProgram,
    env: NodeJS.ProcessEnv,
  ) {
    const stdio: ['ignore', 'pipe', 'pipe'] = ['ignore', 'pipe', 'pipe'];
    this.recorder = spawn(program.command, program.args(MICROPHONE_RATE), { env, stdio });
    // A program that cannot be started delivers nothing. `delivers` notices that.
    this.closed = new Promise((resolve) => this.recorder.on('close', resolve).on('error', resolve));
    this.complaint = lastLine(this.recorder.stderr);
  }

  /**
   * Starts to record with the first program that delivers sound.
   * @throws SoundError with the last problem when none does.
   */
  static async open({ env, platform }: Environment): Promise<Microphone> {
    let problem = '';
    for (const candidate of installedRecorders({ env, platform })) {
      const microphone = new Microphone(candidate, env);
      if (await microphone.delivers()) return microphone;
      problem = `${microphone.name}: ${await microphone.giveUp()}`;
    }
    throw new SoundError(`no microphone works: ${problem}`);
  }

  /** Name of the recording program. */
  get name(): string {
    return this.program.command;
  }

  /**
   * The recorded sound at {@link MICROPHONE_RATE}, until it is stopped.
   * @throws SoundError when the program ends by itself.
   */
  async *sound(): AsyncGenerator<Float32Array, void, void> {
    const reader = new BareSampleReader();
    const pieces = this.recorder.stdout as AsyncIterable<Buffer>;
    for await (const piece of pieces) yield reader.push(piece);
    if (this.isStopped) return;
    const reason = this.complaint() || 'it ended by itself';
    throw new SoundError(`${this.name} stopped recording: ${reason}`);
  }

  /** Ends the recording. Sound recorded before is still delivered. */
  stop(): void {
    this.isStopped = true;
    this.recorder.kill();
  }

  /**
   * Ends a program that delivers nothing.
   * @returns the reason. The program's output is read to its end before.
   */
  private async giveUp(): Promise<string> {
    this.isStopped = true;
    this.recorder.kill('SIGKILL');
    this.recorder.stdout.resume();
    await this.closed;
    return this.complaint() || 'it delivers no sound';
  }

  /** Whether the program delivers sound within {@link START_MS}, and before it ends. */
  private async delivers(): Promise<boolean> {
    const { stdout } = this.recorder;
    const decided = new AbortController();
    const { signal } = decided;
    const expiry = AbortSignal.timeout(START_MS);
    const failed = once(this.recorder, 'error', { signal });
    const ways = [once(stdout, 'readable', { signal }), failed, once(expiry, 'abort', { signal })];
    await Promise.race(ways);
    decided.abort();
    await Promise.allSettled(ways);
    return stdout.readableLength > 0;
  }
}
