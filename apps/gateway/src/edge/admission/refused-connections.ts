import type { ConnectionRefused } from '@sealwave/contracts';
import { ErrorCode } from '@sealwave/kernel';
import type { Server, Socket } from 'socket.io';
import { SocketQuota } from './socket-quota';
import type { Visitor } from './visitor';

type Connection = Socket['conn'];

/**
 * Connections of one address that wait for their refusal at the same time. Each lasts only until its client has
 * read a sentence.
 */
const PLACES_PER_ADDRESS = 16;
const READING_MS = 5_000;
/** Packets that a client may send before it is told. A correct client only asks to connect. */
const MAX_PACKETS = 4;

/** The address has reached its number of sockets. */
export const TOO_MANY_SOCKETS: ConnectionRefused = {
  code: ErrorCode.RateLimited,
  message: 'too many connections from this address; close a page, or try again later',
  retry: true,
};

/**
 * Connections that are accepted only to tell the client why it is refused. A page never sees the HTTP answer to
 * a handshake. These connections are short, and few per address. Socket.IO handles none of their events.
 */
export class RefusedConnections {
  private readonly refusals = new WeakMap<Connection, ConnectionRefused>();
  private readonly places = new SocketQuota(PLACES_PER_ADDRESS);

  /** Whether one more connection of this address fits. */
  hasCapacity(visitor: Visitor): boolean {
    return this.places.hasCapacity(visitor);
  }

  /** Answers every refused connection with its reason. */
  answerOn(server: Server): void {
    server.use((socket, next) => {
      const data = this.refusals.get(socket.conn);
      next(data && Object.assign(new Error(data.message), { data }));
    });
  }

  /**
   * Keeps a connection open just long enough for its client to read why it is refused.
   * @param end closes the connection.
   */
  refuse(
    connection: Connection,
    { visitor, why, end }: { visitor: Visitor; why: ConnectionRefused; end: () => void },
  ): void {
    this.refusals.set(connection, why);
    connection.once('close', this.places.reserve(visitor));
    let packets = 0;
    connection.on('packet', () => {
      if (++packets > MAX_PACKETS) end();
    });
    const reading = setTimeout(end, READING_MS).unref();
    connection.once('close', () => clearTimeout(reading));
  }
}
