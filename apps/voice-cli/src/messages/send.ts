import type { CoderName } from '@sealwave/audio';
import { EXIT_STATUS } from '../output/exit-status';
import { fileProblem, isInputError } from '../failure';
import { serverAddress } from '../server/server-address';
import type { Coding } from '../server/coding';
import { deliveryFields, describeDelivery, isLost } from '../server/delivery';
import { destinationOf } from '../server/destination';
import type { ServerOptions } from '../server/server-options';
import { TerminalClient } from '../server/terminal-client';
import { bareOnly, BareSampleReader } from '../sound/bare-samples';
import { firstSeconds } from '../sound/first-seconds';
import { Microphone } from '../sound/microphone';
import type { CommandContext } from '../command-context';
import { Keyboard } from '../terminal/keyboard';
import { Screen } from '../terminal/screen';
import { printable } from '../output/text-table';
import { type Clip, clipOfFile, clipOfSealedFile, clipOfSound, isSealedFile } from './clip';
import { describeMessage } from './describe-message';
import { MicrophoneTake } from './microphone-take';

/** Options of `send`. */
export interface SendCommand {
  readonly server: ServerOptions;
  readonly keep: boolean;
  /** How long to wait until everybody in a sealed room can hear us, in milliseconds. */
  readonly waitMs: number;
  readonly coder: CoderName;
  readonly json: boolean;
  readonly source:
    | { readonly kind: 'files'; readonly files: readonly string[]; readonly sealed: boolean }
    | { readonly kind: 'microphone'; readonly seconds: number | undefined }
    | { readonly kind: 'raw'; readonly seconds: number | undefined; readonly rate: number };
}

/**
 * Sends everything that can be sent, and names the rest.
 * @returns the exit status.
 * @throws VoiceError when the server cannot be reached or goes away.
 * @throws SoundError without a microphone.
 */
export async function send(command: SendCommand, context: CommandContext): Promise<number> {
  const screen = new Screen(context);
  const client = await TerminalClient.join({
    place: context,
    destination: await destinationOf(command.server, context),
    target: serverAddress(command.server.to, context),
    ...{ keep: command.keep, waitMs: command.waitMs },
    signal: context.interrupted,
    screen,
  });
  try {
    const coding = await client.codingFor(command.coder);
    return await new Sending({ ...command, coding }, { context, screen, client }).run();
  } finally {
    client.close();
  }
}

interface SendContext {
  readonly context: CommandContext;
  readonly screen: Screen;
  readonly client: TerminalClient;
}

class Sending {
  private status: number = EXIT_STATUS.success.code;

  constructor(
    private readonly command: SendCommand & { readonly coding: Coding },
    private readonly means: SendContext,
  ) {}

  async run(): Promise<number> {
    const { source } = this.command;
    if (source.kind === 'raw') await this.deliver('stdin', await this.readStdin(source));
    else if (source.kind === 'microphone') await this.record(source.seconds);
    else for (const file of source.files) await this.tryFile(file, source.sealed);
    return this.status;
  }

  private async tryFile(file: string, sealed: boolean): Promise<void> {
    const { interrupted } = this.means.context;
    interrupted.throwIfAborted();
    try {
      const { coding } = this.command;
      const isSealed = sealed || (await isSealedFile(file));
      const clip = isSealed ? clipOfSealedFile(file) : clipOfFile(file, coding, interrupted);
      await this.deliver(file, await clip);
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.means.screen.remark(fileProblem(file, error));
      this.status = EXIT_STATUS.partialFailure.code;
    }
  }

  private async readStdin({ rate, seconds }: RawSource): Promise<Clip> {
    const { coding } = this.command;
    const { stdin, interrupted } = this.means.context;
    const stop = () => stdin.destroy();
    interrupted.addEventListener('abort', stop, { once: true });
    const samples = firstSeconds(samplesOf(stdin), rate, seconds ?? coding.maxSeconds);
    try {
      return await clipOfSound({ samplingRate: rate, samples }, coding);
    } finally {
      interrupted.throwIfAborted();
    }
  }

  private async record(seconds: number | undefined): Promise<void> {
    const { context, screen, client } = this.means;
    const microphone = await Microphone.open(context);
    const { coding } = this.command;
    const recording = new MicrophoneTake(microphone, {
      ...{ coding, seconds },
      onLevel: (meter) => screen.status.draw(`${meter}  Enter: send  Esc: discard`),
    });
    const keyboard = this.keyboardFor(recording, seconds);
    const abandon = () => recording.discard();
    client.ended.addEventListener('abort', abandon, { once: true });
    try {
      const clip = await recording.finished;
      context.interrupted.throwIfAborted();
      client.ended.throwIfAborted();
      if (clip) await this.deliver('microphone', clip);
    } finally {
      keyboard?.close();
      screen.status.clear();
    }
  }

  /**
   * The keyboard that ends a recording. Undefined when stdin is a pipe, which may be empty. A time limit then
   * ends the recording.
   */
  private keyboardFor(
    recording: MicrophoneTake,
    seconds: number | undefined,
  ): Keyboard | undefined {
    const { stdin } = this.means.context;
    if (seconds !== undefined && !stdin.isTTY) return undefined;
    return new Keyboard(stdin, (key) => {
      if (key === 'escape') recording.discard();
      else recording.stop();
    });
  }

  private async deliver(name: string, { message, metrics }: Clip): Promise<void> {
    const { client, screen } = this.means;
    const delivery = await client.send(message, (share) => this.showProgress(share));
    screen.status.clear();
    if (isLost(delivery)) this.status = EXIT_STATUS.partialFailure.code;
    const sent = { type: 'sent', name, ...metrics, ...deliveryFields(delivery) };
    const figures = describeMessage(metrics) + describeDelivery(delivery);
    screen.print(
      this.command.json ? JSON.stringify(sent) : `${printable(name)}: sent, ${printable(figures)}`,
    );
  }

  private showProgress(share: number): void {
    this.means.screen.status.draw(`Sending ${Math.floor(100 * share)} %  Ctrl-C: cancel`);
  }
}

type RawSource = Extract<SendCommand['source'], { kind: 'raw' }>;

async function* samplesOf(stdin: AsyncIterable<Buffer>): AsyncGenerator<Float32Array, void, void> {
  const reader = new BareSampleReader();
  for await (const piece of bareOnly(stdin)) yield reader.push(piece);
}
