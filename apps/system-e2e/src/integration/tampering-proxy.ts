import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { pipeline } from 'node:stream';

const LENGTH_BYTES = 4;
const AUDIO = 'A'.charCodeAt(0);

/**
 * An attacker on the line between the gateway and the voice server. It forwards everything from the server. A
 * test may change the sealed messages.
 */
export class TamperingProxy {
  private readonly sockets = new Set<Socket>();
  /** Replaces the frame of a sealed message from the server by other frames, in order. */
  tamper: (frame: Buffer) => readonly Buffer[] = (frame) => [frame];

  private constructor(private readonly server: Server) {}

  /** Starts a proxy for the voice server on `port` of this machine. */
  static async before(port: number): Promise<TamperingProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new TamperingProxy(server);
    server.on('connection', (client) => proxy.join(client, connect(port, '127.0.0.1')));
    return proxy;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private join(client: Socket, server: Socket): void {
    for (const socket of [client, server]) this.sockets.add(socket.setNoDelay(true));
    const ended = (): void => {
      client.destroy();
      server.destroy();
    };
    pipeline(client, server, ended);
    pipeline(server, (chunks) => this.changed(chunks), client, ended);
  }

  private async *changed(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const frame of framesIn(chunks)) {
      yield* frame[LENGTH_BYTES] === AUDIO ? this.tamper(frame) : [frame];
    }
  }
}

/** The frames of docs/protocol.md, section 2, each with its length. */
async function* framesIn(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of chunks) {
    held = Buffer.concat([held, chunk]);
    while (held.length >= LENGTH_BYTES) {
      const end = LENGTH_BYTES + held.readUInt32BE(0);
      if (held.length < end) break;
      yield held.subarray(0, end);
      held = held.subarray(end);
    }
  }
}
