import { once, setMaxListeners } from 'node:events';
import { get } from 'node:http';
import type { Socket } from 'node:net';

const FIN = 0x80;
const MASKED = 0x80;
const MAX_SHORT_BYTES = 125;
const MAX_MIDDLE_BYTES = 65_535;
/** Longer texts come in chunks that could be cut anywhere; each text that is awaited is shorter. */
const REMEMBERED = 65_536;

/** The kinds of frames that a client sends (RFC 6455, 5.2). */
export const Opcode = { Continuation: 0, Text: 1, Binary: 2, Ping: 9, Pong: 10 } as const;
type Opcode = (typeof Opcode)[keyof typeof Opcode];

/** A frame of a WebSocket client; a mask of zeros changes nothing. `fin` is false for all but the last of a message. */
export function webSocketFrame(opcode: Opcode, body: Uint8Array | string, fin = true): Buffer {
  const bytes = Buffer.from(body);
  return Buffer.concat([webSocketHead(opcode, bytes.length, fin), bytes]);
}

/** What goes before the bytes of a frame that has `length` of them, whether they follow or not. */
export function webSocketHead(opcode: Opcode, length: number, fin = true): Buffer {
  const kind = (fin ? FIN : 0) | opcode;
  const mask = Buffer.alloc(4);
  if (length <= MAX_SHORT_BYTES) return Buffer.concat([Buffer.of(kind, MASKED | length), mask]);
  const size = Buffer.alloc(length <= MAX_MIDDLE_BYTES ? 2 : 8);
  size.writeUIntBE(length, size.length === 2 ? 0 : 2, size.length === 2 ? 2 : 6);
  return Buffer.concat([Buffer.of(kind, MASKED | (size.length === 2 ? 126 : 127)), size, mask]);
}

/** A WebSocket to the gateway below Socket.IO: frames go out as they are, and nothing is answered by itself. */
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
    socket.on('error', () => undefined); // a reset is one way to be cut off
    socket.on('data', (chunk) => {
      this.heard = (this.heard + chunk.toString('latin1')).slice(-REMEMBERED);
    });
  }

  /** Asks the gateway at `url` for a WebSocket. @param headers also those that no page and no library may set. */
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

  /** The same, and connected as far as Socket.IO is concerned. */
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

  /** Resolves when the gateway has said `text`. @throws Error when the connection ends before. */
  async hears(text: string): Promise<void> {
    while (!this.heard.includes(text)) {
      const isOpen = await Promise.race([
        once(this.socket, 'data').then(() => true),
        this.closed.then(() => false),
      ]);
      if (!isOpen && !this.heard.includes(text)) throw new Error(`closed before it said ${text}`);
    }
  }

  /** Sends `bytes` as fast as they are taken, until there were `count` of them, the connection ends or the signal comes. */
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
