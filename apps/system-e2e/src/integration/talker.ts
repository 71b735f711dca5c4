import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Browser, type Payload } from '../browser/browser';

/** Time between two messages of a talker, in milliseconds. It sets the load; nothing waits for it. */
const PAUSE_MS = 200;
const MESSAGE_BYTES = 2_000;

/**
 * A person who talks in a room continuously. Records which messages were acknowledged and which were received.
 */
export class Talker {
  /** Number of recipients of each acknowledged message, by message id. */
  readonly acknowledged = new Map<string, number>();
  /** How often each message was received, by its id. */
  readonly heard = new Map<string, number>();
  private talks: Promise<void> | null = null;

  private constructor(readonly browser: Browser) {
    browser.socket.on('audio_received', ({ id }: Payload) => {
      this.heard.set(String(id), (this.heard.get(String(id)) ?? 0) + 1);
    });
  }

  /** Enters `room` through the gateway at `url`. */
  static async enter(url: string, room: object): Promise<Talker> {
    const talker = new Talker(await Browser.open(url, 'binary'));
    await talker.browser.ask('connect_to_server', { room });
    await talker.browser.next('server_connected');
    return talker;
  }

  /** Talks until {@link stop}. */
  talk(): void {
    this.talks ??= this.goOn();
  }

  /** Stops talking. Resolves when the last message has been answered. */
  async stop(): Promise<void> {
    const { talks } = this;
    this.talks = null;
    await talks;
  }

  /**
   * Sends one message.
   * @returns the number of recipients; undefined when it was refused or is unknown.
   */
  async say(): Promise<number | undefined> {
    const id = randomBytes(16).toString('hex');
    const audio = Buffer.alloc(MESSAGE_BYTES);
    const { recipients } = await this.browser.ask('send_audio', { id, audio, encrypted: true });
    if (typeof recipients !== 'number') return undefined;
    this.acknowledged.set(id, recipients);
    return recipients;
  }

  private async goOn(): Promise<void> {
    // The first pause spreads talkers who start at the same time.
    await delay(Math.random() * PAUSE_MS);
    for (let talks = this.talks; talks === this.talks;) {
      this.browser.emit('talking', { on: true });
      await this.say();
      this.browser.emit('talking', { on: false });
      await delay(PAUSE_MS);
    }
  }
}
