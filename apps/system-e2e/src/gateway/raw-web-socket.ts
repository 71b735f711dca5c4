import { once, setMaxListeners } from 'node:events';
import { get } from 'node:http';
import type { Socket } from 'node:net';

const FIN = 0x80;
const MASKED = 0x80;
const MAX_SHORT_BYTES = 125;
const MAX_MIDDLE_BYTES = 65_535;
/** Characters to remember. A text may be split between chunks; every awaited text is shorter. */
const REMEMBERED = 65_536;

/** The kinds of frames that a client sends (RFC 6455, 5.2). */
export const Opcode = { Continuation: 0, Text: 1, Binary: 2, Ping: 9, Pong: 10 } as const;
type Opcode = (typeof Opcode)[keyof typeof Opcode];

/**
 * Makes a frame of a WebSocket client. Its mask is all zeros, which changes nothing.
 * @param fin false for all frames of a message except the last.
 */
export function webSocketFrame(opcode: Opcode, body: Uint8Array | string, fin = true): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([webSocketHead(opcode, bytes.length, fin), bytes]);
}

/** Makes the head of a frame with `length` bytes. These bytes may or may not follow. */
export function webSocketHead(opcode: Opcode, length: number, fin = true): Buffer {
  const kind = (fin ? FIN : 0) | opcode;
  const mask = Buffer.alloc(4);
  if (length <= MAX_SHORT_BYTES) return Buffer.concat([Buffer.of(kind, MASKED | length), mask]);
  const size = Buffer.alloc(length <= MAX_MIDDLE_BYTES ? 2 : 8);
  size.writeUIntBE(length, size.length === 2 ? 0 : 2, size.length === 2 ? 2 : 6);
  return Buffer.concat([Buffer.of(kind, MASKED | (size.length === 2 ? 126 : 127)), size, mask]);
}

/** A WebSocket to the gateway below Socket.IO. It sends frames unchanged and answers nothing by itself. */
export class RawWebSocket {
  /** Resolves when the connection has ended. */
  readonly closed: Promise<unknown>;
  private heard: string;

  private constructor(
    readonly socket: Socket,
    head: Buffer,
  ) {
    this.heard = head.toString('latin1');
    this.closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined); // A reset is one way to be disconnected.
    socket.on('data', (chunk) => {
      this.heard = (this.heard + chunk.toString('latin1')).slice(-REMEMBERED);
    });
  }

  /**
   * Requests a WebSocket from the gateway at `url`.
   * @param headers may include headers that no page or library can set.
   */
  static async open(
    url: string,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<RawWebSocket> {
    const asked = get(`${url}/socket.io/?EIO=4&transport=websocket`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': Buffer.alloc(16).toString('base64'),
        ...headers,
      },
    });
    const [, socket, head] = (await once(asked, 'upgrade')) as [unknown, Socket, Buffer];
    return new RawWebSocket(socket, head);
  }

  /** Opens a WebSocket and connects Socket.IO on it. */
  static async connected(
    url: string,
    headers?: Readonly<Record<string, string>>,
  ): Promise<RawWebSocket> {
    const raw = await RawWebSocket.open(url, headers);
    await raw.hears('0{"sid"');
    raw.text('40');
    await raw.hears('40{"sid"');
    return raw;
  }

  text(text: string): boolean {
    return this.socket.write(webSocketFrame(Opcode.Text, text));
  }

  /**
   * Resolves when the gateway has sent `text`.
   * @throws Error when the connection ends before.
   */
  async hears(text: string): Promise<void> {
    while (!this.heard.includes(text)) {
      const isOpen = await Promise.race([
        once(this.socket, 'data').then(() => true),
        this.closed.then(() => false),
      ]);
      if (!isOpen && !this.heard.includes(text)) throw new Error(`closed before it said ${text}`);
    }
  }

  /**
   * Sends `bytes` as fast as they are accepted, `count` times. Stops when the connection ends or the signal
   * aborts.
   */
  async pour(bytes: Buffer, count: number, until?: AbortSignal): Promise<void> {
    if (until) setMaxListeners(0, until);
    for (let sent = 0; sent < count && this.socket.writable && !until?.aborted; sent++) {
      if (this.socket.write(bytes)) continue;
      await Promise.race([
        once(this.socket, 'drain').catch(() => undefined),
        this.closed,
        ...(until ? [once(until, 'abort')] : []),
      ]);
    }
  }
}
