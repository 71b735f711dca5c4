import {
  CodedMessage,
  FRAME_SAMPLES,
  MessageEncoder,
  type QualityReport,
  type VoiceCoder,
  VOICE_SAMPLING_RATE,
} from '@sealwave/audio';
import { isInputError } from '../failure';
import type { CommandContext } from '../command-context';
import { measureBitDepths } from './bit-depths';
import { JsonOutput } from './json-output';
import type { Output, Settings } from './output';
import { outputPaths } from './output-paths';
import { ProgressBar } from './progress-bar';
import { Summary } from './summary';
import { TextOutput } from './text-output';
import { printable } from '../output/text-table';
import { readVoice } from './read-voice';
import { WavOutput } from './wav-output';

/** Options of `measure`. */
export interface MeasureCommand extends Settings {
  readonly coder: VoiceCoder;
  /** Folder for the decoded recordings. Without it, none are written. */
  readonly writeFolder: string | undefined;
  /** Whether to print the table of bit depths instead of a report. */
  readonly table: boolean;
  readonly json: boolean;
}

/**
 * Measures every readable file and names the others.
 * @returns the exit status.
 * @throws OutputError when a decoded recording cannot be written.
 */
export async function measure(command: MeasureCommand, context: CommandContext): Promise<number> {
  return new Measuring(command, context).run();
}

class Measuring {
  private readonly summary = new Summary();
  private readonly output: Output;
  private readonly progress: ProgressBar;
  private readonly writePaths: ReadonlyMap<string, string>;
  private done = 0;

  constructor(
    private readonly command: MeasureCommand,
    private readonly context: CommandContext,
  ) {
    const { files, writeFolder, coder } = command;
    this.output = command.json ? new JsonOutput(command) : new TextOutput(command);
    this.progress = new ProgressBar(context.stderr, files.length);
    this.writePaths = writeFolder ? outputPaths(files, writeFolder, coder.name) : new Map();
  }

  async run(): Promise<number> {
    const { files, table } = this.command;
    for (const file of files) {
      await this.tryFile(file);
      this.done++;
    }
    this.progress.clear();
    if (files.length > 1 && !table) this.print(this.output.summary(this.summary));
    return this.summary.unreadable > 0 ? 1 : 0;
  }

  private async tryFile(file: string): Promise<void> {
    try {
      this.print(this.command.table ? await this.bitDepthsOf(file) : await this.reportOf(file));
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.progress.clear();
      this.context.stderr.write(`${printable(file)}: ${printable(error.message)}\n`);
      this.summary.addUnreadable();
    }
  }

  private async bitDepthsOf(file: string): Promise<string> {
    return this.output.bitDepthsOf(file, await measureBitDepths(this.voiceOf(file)));
  }

  private async reportOf(file: string): Promise<string> {
    const path = this.writePaths.get(file);
    const report = path === undefined ? await this.code(file) : await this.codeInto(path, file);
    this.summary.add(report);
    return this.output.file({ file, report });
  }

  private async code(file: string, heard?: WavOutput): Promise<QualityReport> {
    const { coder } = this.command;
    const encoder = new MessageEncoder(coder);
    for await (const samples of this.voiceOf(file)) {
      const coded = encoder.push(samples);
      const sampleCount = (coded.length / coder.frameBytes) * FRAME_SAMPLES;
      await heard?.append(this.decoded(coded, sampleCount));
    }
    const lastFrame = encoder.flush();
    const { report } = encoder;
    await heard?.append(this.decoded(lastFrame, report.sampleCount % FRAME_SAMPLES));
    return report;
  }

  private decoded(coded: Uint8Array, sampleCount: number): Int16Array {
    return new CodedMessage(this.command.coder, coded, sampleCount).read(0, Infinity);
  }

  private async codeInto(path: string, file: string): Promise<QualityReport> {
    const heard = await WavOutput.create(path);
    try {
      const report = await this.code(file, heard);
      await heard.finish();
      return report;
    } catch (error) {
      await heard.discard();
      throw error;
    }
  }

  private async *voiceOf(file: string): AsyncGenerator<Int16Array, void, void> {
    let sampleCount = 0;
    for await (const samples of readVoice(file, this.command.gainDb)) {
      this.context.interrupted.throwIfAborted();
      this.progress.show(this.done, file, sampleCount / VOICE_SAMPLING_RATE);
      sampleCount += samples.length;
      yield samples;
    }
  }

  private print(text: string): void {
    this.progress.clear();
    this.context.stdout.write(text);
  }
}
