import type { CoderName } from '@sealwave/audio';
import { EXIT_STATUS } from '../output/exit-status';
import { isInputError, errorSummary } from '../failure';
import { serverAddress } from '../server/server-address';
import { joinRequestOf } from '../server/join-request';
import type { ServerOptions } from '../server/server-options';
import { TerminalClient } from '../server/terminal-client';
import { bareOnly, BareSampleReader } from '../sound/bare-samples';
import { firstSeconds } from '../sound/first-seconds';
import { Microphone } from '../sound/microphone';
import type { CommandContext } from '../command-context';
import { Keyboard } from '../terminal/keyboard';
import { Screen } from '../terminal/screen';
import { printable } from '../output/text-table';
import {
  type Clip,
  clipOfFile,
  clipOfSealedFile,
  clipOfSound,
  isSealedFile,
  MAX_SECONDS,
} from './clip';
import { describeMessage, describeRecipients } from './describe-message';
import { MicrophoneTake } from './microphone-take';

/** Options of `send`. */
export interface SendCommand {
  readonly server: ServerOptions;
  readonly keep: boolean;
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
    join: await joinRequestOf(command.server, context),
    target: serverAddress(command.server.to, context),
    keep: command.keep,
    signal: context.interrupted,
    screen,
  });
  try {
    const coder = await client.coderFor(command.coder);
    return await new Sending({ ...command, coder }, { context, screen, client }).run();
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
    private readonly command: SendCommand & { readonly coder: CoderName },
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
      const { coder } = this.command;
      const isSealed = sealed || (await isSealedFile(file));
      const clip = isSealed ? clipOfSealedFile(file) : clipOfFile(file, coder, interrupted);
      await this.deliver(file, await clip);
    } catch (error) {
      if (!isInputError(error)) throw error;
      this.means.screen.remark(`${file}: ${errorSummary(error)}`);
      this.status = EXIT_STATUS.partialFailure.code;
    }
  }

  private async readStdin({ rate, seconds = MAX_SECONDS }: RawSource): Promise<Clip> {
    const { stdin, interrupted } = this.means.context;
    const stop = () => stdin.destroy();
    interrupted.addEventListener('abort', stop, { once: true });
    const samples = firstSeconds(samplesOf(stdin), rate, seconds);
    try {
      return await clipOfSound({ samplingRate: rate, samples }, this.command.coder);
    } finally {
      interrupted.throwIfAborted();
    }
  }

  private async record(seconds: number | undefined): Promise<void> {
    const { context, screen, client } = this.means;
    const microphone = await Microphone.open(context);
    const { coder } = this.command;
    const recording = new MicrophoneTake(microphone, {
      ...{ coder, seconds },
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
    const recipients = await client.send(message);
    const { json } = this.command;
    if (json) screen.print(JSON.stringify({ type: 'sent', name, ...metrics, recipients }));
    else
      screen.print(
        `${printable(name)}: sent, ${describeMessage(metrics)}${describeRecipients(recipients)}`,
      );
  }
}

type RawSource = Extract<SendCommand['source'], { kind: 'raw' }>;

async function* samplesOf(stdin: AsyncIterable<Buffer>): AsyncGenerator<Float32Array, void, void> {
  const reader = new BareSampleReader();
  for await (const piece of bareOnly(stdin)) yield reader.push(piece);
}
