import { isRiff } from '@sealwave/message';
import type { Incoming } from '@sealwave/node/voice-client';
import { EXIT_STATUS } from '../output/exit-status';
import { serverAddress } from '../server/server-address';
import type { ServerOptions } from '../server/server-options';
import { printable } from '../output/text-table';
import { joinRequestOf } from '../server/join-request';
import { TerminalClient } from '../server/terminal-client';
import { Speaker } from '../sound/speaker';
import type { CommandContext } from '../command-context';
import { Screen } from '../terminal/screen';
import { describeMessage } from './describe-message';
import { PlayReceiver } from './receiving/play-receiver';
import { RawReceiver } from './receiving/raw-receiver';
import type { ReceiveResult, Received, Receiver } from './receiving/receiver';
import { SaveReceiver, type Saving } from './receiving/save-receiver';

/** Options of `listen`. */
export interface ListenCommand {
  readonly server: ServerOptions;
  readonly play: boolean;
  /** Where to save messages. Without it, they are not saved. */
  readonly save: Saving | undefined;
  readonly json: boolean;
  readonly raw: boolean;
  /** Number of messages after which the program ends. */
  readonly count: number | undefined;
  /** Seconds after which it ends. */
  readonly seconds: number | undefined;
  readonly keep: boolean;
}

/**
 * Receives messages until the given number or time is reached, or the person ends it.
 * @returns the exit status.
 * @throws VoiceError when the server cannot be reached or goes away, or when nothing can be played or saved.
 */
export async function listen(command: ListenCommand, context: CommandContext): Promise<number> {
  const listening = new Listening(command, context);
  await listening.prepare();
  await listening.run();
  return EXIT_STATUS.success.code;
}

class Listening {
  private readonly screen: Screen;
  private readonly receivers: Receiver[] = [];
  /** Aborts when there is nothing more to wait for. */
  private readonly over = new AbortController();
  private problem: unknown;
  private taken = 0;
  private isWarned = false;

  constructor(
    private readonly command: ListenCommand,
    private readonly context: CommandContext,
  ) {
    this.screen = new Screen(context);
  }

  /** Prepares the outputs. Problems show before anybody waits for a message. */
  async prepare(): Promise<void> {
    const { play, save, raw } = this.command;
    const { interrupted, stdout } = this.context;
    if (save !== undefined) this.receivers.push(await SaveReceiver.into(save));
    if (raw) this.receivers.push(new RawReceiver(stdout, interrupted));
    if (!play) return;
    const speaker = new Speaker(this.context);
    this.receivers.push(new PlayReceiver(speaker, interrupted, (error) => this.end(error)));
  }

  async run(): Promise<void> {
    const { keep, seconds } = this.command;
    const { interrupted } = this.context;
    const client = await TerminalClient.join({
      place: this.context,
      join: await joinRequestOf(this.command.server, this.context),
      target: serverAddress(this.command.server.to, this.context),
      keep,
      signal: interrupted,
      onMessage: (message, sender) => this.handleMessage(message, sender),
      screen: this.screen,
      leave: 'Ctrl-C leaves',
    });
    const limit = seconds === undefined ? undefined : setTimeout(() => this.end(), 1000 * seconds);
    await firstOf(this.over.signal, client.ended);
    clearTimeout(limit);
    client.close();
    interrupted.throwIfAborted();
    await Promise.all(this.receivers.map((receiver) => receiver.finish()));
    interrupted.throwIfAborted();
    if (this.problem !== undefined) throw this.problem;
    if (!this.over.signal.aborted) throw client.ended.reason;
  }

  private end(problem?: unknown): void {
    this.problem ??= problem;
    this.over.abort();
  }

  private async handleMessage(message: Incoming, sender: string | null): Promise<void> {
    if (this.over.signal.aborted) return;
    try {
      const received = { message, at: new Date(), sender };
      let fate: ReceiveResult = {};
      for (const receiver of this.receivers) {
        fate = { ...fate, ...(await receiver.handle(received)) };
      }
      if (fate.notSaved !== undefined) this.warnOfLimit();
      this.report(received, fate);
    } catch (error) {
      this.end(error);
    }
    if (++this.taken === this.command.count) this.end();
  }

  /** Warns once that the limit was reached. Each message also says that it was not saved. */
  private warnOfLimit(): void {
    if (this.isWarned) return;
    this.isWarned = true;
    const { folder = '' } = this.command.save ?? {};
    this.screen.remark(
      `${folder} has reached its limit, so nothing more is saved; --save-limit changes the limit`,
    );
  }

  private report(received: Received, fate: ReceiveResult): void {
    const { json, raw } = this.command;
    if (json) this.screen.print(JSON.stringify({ ...objectOf(received), ...fate }));
    else if (!raw) this.screen.print(lineOf(received, fate));
  }
}

function lineOf({ message, at, sender }: Received, fate: ReceiveResult): string {
  const { file, notSaved, notPlayed } = fate;
  const time = at.toTimeString().slice(0, 8);
  const kept = file === undefined ? '' : `, saved as ${file}`;
  const saved = notSaved === undefined ? kept : `, not saved: ${notSaved}`;
  const silent = notPlayed === undefined ? '' : `, not played: ${notPlayed}`;
  const from = sender === null ? '' : `${printable(sender)}: `;
  return `${time}  ${from}${describeMessage(message)}${saved}${silent}`;
}

/** The fields of `audio_received` (docs/protocol.md, section 8) without the sound itself. */
function objectOf({ message, at, sender }: Received): object {
  const { bytes, ...rest } = message;
  return {
    type: 'received',
    at: at.toISOString(),
    bytes: bytes.length,
    format: isRiff(bytes) ? 'wav' : 'opaque',
    verified: true,
    sender,
    ...rest,
  };
}

/** Resolves when one of the signals aborts. */
function firstOf(...signals: readonly AbortSignal[]): Promise<void> {
  return new Promise((resolve) => {
    const either = AbortSignal.any([...signals]);
    if (either.aborted) resolve();
    else either.addEventListener('abort', () => resolve(), { once: true });
  });
}
