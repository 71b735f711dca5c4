import type { ConnectionRefused } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import type { Server, Socket } from 'socket.io';
import { SocketQuota } from './socket-quota';
import type { Visitor } from './visitor';

type Connection = Socket['conn'];

/** Of one address, at the same time: each is there for as long as it takes to read a sentence. */
const PLACES_PER_ADDRESS = 16;
const READING_MS = 5_000;
/** What a client says before it is told: that it wants to connect. */
const MAX_PACKETS = 4;

/** One address has as many sockets as it may. */
export const TOO_MANY_SOCKETS: ConnectionRefused = {
  code: ErrorCode.RateLimited,
  message: 'too many connections from this address; close a page, or try again later',
  retry: true,
};

/**
 * Connections that are let in only to be told why they are not: what HTTP says to a handshake, a page never learns.
 * There are few of an address, they are short, and Socket.IO knows none of their events.
 */
export class RefusedConnections {
  private readonly refusals = new WeakMap<Connection, ConnectionRefused>();
  private readonly places = new SocketQuota(PLACES_PER_ADDRESS);

  /** Whether one more may be told. */
  hasRoom(visitor: Visitor): boolean {
    return this.places.hasRoom(visitor);
  }

  /** Tells everybody who is refused why. */
  answerOn(server: Server): void {
    server.use((socket, next) => {
      const data = this.refusals.get(socket.conn);
      next(data && Object.assign(new Error(data.message), { data }));
    });
  }

  /** Lets a connection go on as far as it takes to be told. @param end ends it. */
  refuse(
    connection: Connection,
    { visitor, why, end }: { visitor: Visitor; why: ConnectionRefused; end: () => void },
  ): void {
    this.refusals.set(connection, why);
    connection.once('close', this.places.take(visitor));
    let packets = 0;
    connection.on('packet', () => {
      if (++packets > MAX_PACKETS) end();
    });
    const reading = setTimeout(end, READING_MS).unref();
    connection.once('close', () => clearTimeout(reading));
  }
}
