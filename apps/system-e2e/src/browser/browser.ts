import { io, type ManagerOptions, type Socket } from 'socket.io-client';

/** The fields of a payload. The tests check which fields exist. */
export type Payload = Readonly<Record<string, unknown>>;

/**
 * Time limit for an answer, in milliseconds. It is longer than any work of the gateway, so a missing answer is
 * reported as missing.
 */
const ANSWER_MS = 100_000;

/** A browser's Socket.IO client. It keeps everything that it received, in order. */
export class Browser {
  private readonly received = new Map<string, Payload[]>();
  private readonly wakers: (() => void)[] = [];

  private constructor(readonly socket: Socket) {
    socket.onAny((event: string, payload: Payload) => {
      this.queue(event).push(payload);
      this.wake();
    });
    socket.on('disconnect', () => this.wake());
  }

  /**
   * Connects a browser to the gateway.
   * @param audio `binary` for a client that wants bytes; any other client receives Base64.
   * @param manner options of the connection, such as transports and headers.
   */
  static async open(
    url: string,
    audio?: 'binary',
    manner: Partial<ManagerOptions> = {},
  ): Promise<Browser> {
    const auth = audio ? { audio } : {};
    const socket = io(url, { forceNew: true, reconnection: false, auth, ...manner });
    const browser = new Browser(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve).once('connect_error', reject);
    });
    return browser;
  }

  /** Connects a browser and enters the lobby through the gateway at `url`. */
  static async inLobby(url: string, audio?: 'binary'): Promise<Browser> {
    const browser = await Browser.open(url, audio);
    await browser.ask('connect_to_server', {});
    await browser.next('server_connected');
    return browser;
  }

  emit(event: string, ...payload: unknown[]): void {
    this.socket.emit(event, ...payload);
  }

  /**
   * Emits an event and returns the payload of its acknowledgement.
   * @throws Error when none comes, and at once without a connection. The client would store the event then.
   */
  async ask(event: string, ...payload: unknown[]): Promise<Payload> {
    const { socket } = this;
    if (!socket.connected) throw new Error(`not connected, so ${event} is not asked`);
    let cut: (reason: string) => void = () => undefined;
    const broken = new Promise<never>((_resolve, reject) => {
      cut = (reason) => {
        const told = this.queue('server_error').map(({ code }) => String(code));
        reject(new Error(`disconnected while asking ${event}: ${[reason, ...told].join(', ')}`));
      };
      socket.once('disconnect', cut);
    });
    try {
      const answer = socket.timeout(ANSWER_MS).emitWithAck(event, ...payload);
      return await Promise.race([answer, broken]);
    } finally {
      socket.off('disconnect', cut);
    }
  }

  /**
   * The payload of the next unread `event`.
   * @throws Error when the connection ends.
   */
  async next(event: string): Promise<Payload> {
    const queue = this.queue(event);
    while (queue.length === 0) {
      if (!this.socket.connected) throw new Error(`disconnected while waiting for ${event}`);
      await new Promise<void>((resolve) => this.wakers.push(resolve));
    }
    return queue.shift() as Payload;
  }

  /** How many unread events of this name have arrived. */
  unread(event: string): number {
    return this.queue(event).length;
  }

  /** Resolves when the gateway has closed the connection. */
  async disconnected(): Promise<void> {
    while (this.socket.connected) await new Promise<void>((wake) => this.wakers.push(wake));
  }

  close(): void {
    this.socket.disconnect();
  }

  private queue(event: string): Payload[] {
    const known = this.received.get(event);
    if (known) return known;
    const fresh: Payload[] = [];
    this.received.set(event, fresh);
    return fresh;
  }

  private wake(): void {
    for (const waker of this.wakers.splice(0)) waker();
  }
}

/** The audio of an `audio_received`, decoded if it is Base64. */
export function audioOf({ audio }: Payload): Buffer {
  return typeof audio === 'string'
    ? Buffer.from(audio, 'base64')
    : Buffer.from(audio as Uint8Array);
}
