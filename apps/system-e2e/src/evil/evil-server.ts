import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { SERVER_CAPABILITY_NAMES } from '@sealwave/message';
import { FrameSocket } from '@sealwave/node/connection';
import { acceptHello, respond, ServerIdentity } from '@sealwave/node/hop';
import { CONNECTION_LIMITS } from '@sealwave/node/voice-client';
import { EvilConnection, type Sent } from './evil-connection';

/** A row of the roster as the server tells it. */
export interface Row {
  readonly n: number;
  readonly moderator?: boolean;
}

const HANDSHAKE_MS = 10_000;
const ANY_LENGTH = 16 * 1024 * 1024;

/**
 * A voice server in the hands of an attacker. It speaks the protocol, admits everybody to one room, keeps all that it sees, and
 * relays what a test makes of it. It has no link of the room.
 */
export class EvilServer {
  /** Everything that was sent through it. */
  readonly kept: Sent[] = [];
  /** What member `to` is brought for something that was sent; the thing itself, unless a test says otherwise. */
  tamper: (sent: Sent, to: number) => readonly Sent[] = (sent) => [sent];
  /** Members that are told of and do not exist. */
  readonly ghosts: Row[] = [];
  /** Why connections ended before they said goodbye. */
  readonly problems: unknown[] = [];
  /** Whether a member is told of another one. */
  tellsOf: (n: number, to: number) => boolean = () => true;
  private readonly connections = new Map<number, EvilConnection>();
  private readonly announces = new Map<number, Sent>();
  private readonly identity = ServerIdentity.generate();
  private numbers = 0;

  private constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      this.serve(socket).catch((error: unknown) => {
        this.problems.push(error);
        socket.destroy();
      });
    });
  }

  static async listen(): Promise<EvilServer> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new EvilServer(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** All parts of transmissions that were kept, as bytes. */
  get parts(): Buffer[] {
    return this.kept.filter(({ t }) => t === 'part').map(({ data }) => data);
  }

  /** Resolves when the next thing was sent. */
  async nextSent(): Promise<void> {
    await once(this.server, 'sent');
  }

  /** Brings something to a member. */
  bring(sent: Sent, to: number): void {
    this.connections.get(to)?.bring(sent);
  }

  /** Brings sound that nobody sealed to a member. */
  bringSound(sound: Buffer, to: number): void {
    this.connections.get(to)?.bringSound(sound);
  }

  /** Tells everybody of a member that does not exist. */
  addGhost(row: Row): void {
    this.ghosts.push(row);
    for (const each of this.connections.values()) each.tell({ t: 'here', name: null, ...row });
  }

  async close(): Promise<void> {
    for (const each of this.connections.values()) each.end();
    this.server.close();
    await once(this.server, 'close');
  }

  private async serve(socket: Socket): Promise<void> {
    const frames = new FrameSocket(socket, () => ANY_LENGTH, CONNECTION_LIMITS);
    const agreement = await respond(frames, {
      ...{ keyFormat: 'pem', deadlineMs: HANDSHAKE_MS },
      derive: (derivation) => derivation(),
    });
    const responder = { identity: this.identity, requiresSecuredHop: true };
    const connection = new EvilConnection(frames, await acceptHello(frames, agreement, responder));
    await connection.entering();
    const n = ++this.numbers;
    this.welcome(n, connection);
    try {
      for await (const sent of connection.sent(n)) {
        this.relay(sent);
        this.server.emit('sent');
      }
    } finally {
      this.connections.delete(n);
      this.announces.delete(n);
      for (const other of this.connections.values()) other.tell({ t: 'gone', n });
    }
  }

  private welcome(n: number, connection: EvilConnection): void {
    const present = [...this.connections.keys()].filter((other) => this.tellsOf(other, n));
    const members = [...present.map((other) => ({ n: other })), { n }, ...this.ghosts];
    const rows = members.map((row) => ({ name: null, ...row }));
    connection.tell({ t: 'joined', caps: SERVER_CAPABILITY_NAMES, you: n, members: rows });
    for (const [to, other] of this.connections) {
      if (this.tellsOf(n, to)) other.tell({ t: 'here', n, name: null });
    }
    this.connections.set(n, connection);
    for (const announce of this.announces.values()) this.deliver(announce, n);
  }

  private relay(sent: Sent): void {
    this.kept.push(sent);
    if (sent.t === 'announce') this.announces.set(sent.from, sent);
    const receivers = sent.to === undefined ? [...this.connections.keys()] : [sent.to];
    for (const to of receivers) if (to !== sent.from) this.deliver(sent, to);
  }

  private deliver(sent: Sent, to: number): void {
    for (const each of this.tamper(sent, to)) this.bring(each, to);
  }
}
