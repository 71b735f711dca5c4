import { createServer, type AddressInfo, type Server } from 'node:net';
import { once } from 'node:events';
import { FrameStream } from './frame-stream';
import { shakeAsServer, type Hop } from './hop';
import type { Encoding } from './public-key';

/** A voice server written from docs/protocol.md alone. It accepts connections; the test does the rest. */
export class DocumentServer {
  private readonly streams: FrameStream[] = [];
  private readonly waiting: FrameStream[] = [];

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      const stream = new FrameStream(socket);
      this.streams.push(stream);
      this.waiting.push(stream);
      server.emit('accepted');
    });
  }

  static async listen(): Promise<DocumentServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DocumentServer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Accepts the next connection, before any byte was sent on it. */
  async accept(): Promise<FrameStream> {
    while (this.waiting.length === 0) await once(this.server, 'accepted');
    return this.waiting.shift() as FrameStream;
  }

  /**
   * Accepts the next connection, with its handshake and its announcement. This server never answers an
   * announcement.
   */
  async admit(encoding: Encoding = 'pem'): Promise<Hop> {
    const hop = await shakeAsServer(await this.accept(), encoding);
    await hop.announced();
    return hop;
  }

  async close(): Promise<void> {
    for (const stream of this.streams) stream.socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}
