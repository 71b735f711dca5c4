import type { CoderName } from '@sealwave/audio';
import type { Incoming } from '@sealwave/node/voice-client';
import { EXIT_STATUS } from '../output/exit-status';
import { isInputError, errorSummary } from '../failure';
import { serverAddress } from '../server/server-address';
import type { ServerOptions } from '../server/server-options';
import { printable } from '../output/text-table';
import { joinRequestOf } from '../server/join-request';
import { TerminalClient } from '../server/terminal-client';
import { installedRecorders } from '../sound/microphone';
import { SoundError } from '../sound/sound-error';
import { Speaker } from '../sound/speaker';
import type { CommandContext } from '../command-context';
import { Keyboard } from '../terminal/keyboard';
import { Screen } from '../terminal/screen';
import { describeMessage, describeRecipients } from './describe-message';
import { PlayReceiver } from './receiving/play-receiver';
import { PushToTalk } from './push-to-talk';
import { PushToTalkTake } from './push-to-talk-take';

/** Options of `talk`. */
export interface TalkCommand {
  readonly server: ServerOptions;
  readonly coder: CoderName;
  readonly mute: boolean;
  readonly keep: boolean;
}

const HINT = 'Space: talk   Q: leave';

/**
 * Talks and listens until the person leaves.
 * @returns the exit status.
 * @throws VoiceError when the server cannot be reached or goes away.
 * @throws SoundError when nothing can record.
 */
export async function talk(command: TalkCommand, context: CommandContext): Promise<number> {
  installedRecorders(context);
  await new Conversation(command, context).run();
  return EXIT_STATUS.success.code;
}

class Conversation {
  private readonly screen: Screen;
  private readonly left = new AbortController();
  private player: PlayReceiver | null = null;
  private turn: PushToTalkTake | null = null;
  private saying: Promise<void> = Promise.resolve();
  private problem: unknown;

  constructor(
    private readonly command: TalkCommand,
    private readonly context: CommandContext,
  ) {
    this.screen = new Screen(context);
  }

  async run(): Promise<void> {
    const { keep } = this.command;
    const { interrupted, stdin } = this.context;
    if (!this.command.mute) this.player = this.openSpeaker();
    const client = await TerminalClient.join({
      place: this.context,
      join: await joinRequestOf(this.command.server, this.context),
      target: serverAddress(this.command.server.to, this.context),
      ...{ keep, signal: interrupted },
      onMessage: (message, sender) => this.hear(message, sender),
      screen: this.screen,
      leave: 'q leaves',
    });
    const coder = await client.coderFor(this.command.coder);
    const toggle = () => this.toggle(client, coder);
    const space = new PushToTalk(() => this.turn?.isTalking ?? false, toggle);
    const keyboard = new Keyboard(stdin, (key) => {
      if (key === 'space') space.press();
      else if (key === 'enter') toggle();
      else if (key === 'escape') this.turn?.discard();
      else this.leave();
    });
    if (!this.keysComeSingly) this.screen.remark('Enter begins and ends a recording, q leaves');
    this.screen.status.draw(HINT);
    try {
      await settled(AbortSignal.any([this.left.signal, client.ended]));
      this.turn?.discard();
      if (!interrupted.aborted) await this.saying;
    } finally {
      keyboard.close();
      this.screen.status.clear();
      client.close();
    }
    interrupted.throwIfAborted();
    if (this.problem !== undefined) throw this.problem;
    if (!this.left.signal.aborted) throw client.ended.reason;
  }

  private get keysComeSingly(): boolean {
    return Boolean(this.context.stdin.isTTY);
  }

  private openSpeaker(): PlayReceiver | null {
    try {
      const stopped = AbortSignal.any([this.left.signal, this.context.interrupted]);
      const onFailure = (error: unknown) => this.complain(error);
      return new PlayReceiver(new Speaker(this.context), stopped, onFailure);
    } catch (error) {
      this.complain(error);
      return null;
    }
  }

  private async hear(message: Incoming, sender: string | null): Promise<void> {
    const at = new Date();
    const { notPlayed } = (await this.player?.handle({ message, at, sender })) ?? {};
    const from = sender === null ? '' : `${printable(sender)}: `;
    this.list(
      'heard',
      from + describeMessage(message) + (notPlayed ? `, not played: ${notPlayed}` : ''),
    );
  }

  /** Starts recording, or stops it and sends the recording. */
  private toggle(client: TerminalClient, coder: CoderName): void {
    if (this.turn) return this.turn.end();
    if (!this.keysComeSingly) this.screen.remark('recording');
    const turn = new PushToTalkTake(this.context, coder, (meter) =>
      this.screen.status.draw(`${meter}  Space: send  Esc: discard`),
    );
    this.turn = turn;
    this.saying = this.say(client, turn).finally(() => {
      this.turn = null;
      if (!this.left.signal.aborted) this.screen.status.draw(HINT);
    });
  }

  private async say(client: TerminalClient, turn: PushToTalkTake): Promise<void> {
    try {
      const clip = await turn.clip;
      if (!clip || client.ended.aborted) return;
      this.screen.status.draw('Sending');
      const recipients = await client.send(clip.message);
      this.list('said', describeMessage(clip.metrics) + describeRecipients(recipients));
    } catch (error) {
      this.complain(error);
    }
  }

  /**
   * Shows a problem with one message or device, and continues.
   * @throws `error` itself when it is anything else.
   */
  private complain(error: unknown): void {
    if (error instanceof SoundError || isInputError(error)) {
      this.screen.remark(errorSummary(error));
      return;
    }
    this.problem ??= error;
    this.leave();
  }

  private leave(): void {
    this.turn?.discard();
    this.left.abort();
  }

  private list(what: 'heard' | 'said', text: string): void {
    this.screen.print(`${new Date().toTimeString().slice(0, 8)}  ${what.padEnd(5)}  ${text}`);
  }
}

function settled(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
