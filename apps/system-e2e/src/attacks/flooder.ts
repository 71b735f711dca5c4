import { createECDH } from 'node:crypto';
import { connect } from 'node:net';
import { setTimeout as after } from 'node:timers/promises';
import { encodeFrame, H, K } from '../conformance/frame';
import { FrameStream } from '../conformance/frame-stream';
import { encodePublicKey } from '../conformance/public-key';
import { clientHello } from '../conformance/secured/secured-hop';

/** How to flood a server on this machine with connections. */
export interface Flood {
  readonly port: number;
  readonly perSecond: number;
  /** Number of connections. */
  readonly connections: number;
  /** Addresses of the loopback network to connect from, in turn. */
  readonly from: readonly string[];
  /**
   * Whether each connection asks for a secured hop. That costs the server a signature. Otherwise it costs 100
   * 000 rounds of PBKDF2.
   */
  readonly saysHello: boolean;
}

/** What happened to the connections of a flood. */
export interface FloodResult {
  /** Connections with which the server started a handshake. */
  served: number;
  /** Connections that the server closed without a frame. */
  refused: number;
}

const TICK_MS = 5;

/** One key for all connections. The flood must cost the server more than the attacker. */
const key = encodeFrame(K, encodePublicKey(createECDH('prime256v1').generateKeys(), 'raw'));
const hello = encodeFrame(H, clientHello());

/** Floods a server. Resolves when every connection has ended. */
export async function flood({
  port,
  perSecond,
  connections,
  from,
  saysHello,
}: Flood): Promise<FloodResult> {
  const result: FloodResult = { served: 0, refused: 0 };
  const flight = saysHello ? Buffer.concat([key, hello]) : key;
  const shakeHands = async (localAddress: string): Promise<void> => {
    const stream = new FrameStream(connect({ port, host: '127.0.0.1', localAddress }));
    stream.socket.write(flight);
    try {
      await stream.next();
      result.served++;
    } catch {
      result.refused++;
      return;
    }
    // A connection that went on after the salt would become a member and receive everything.
    await stream.next().catch(() => undefined);
    if (!saysHello) stream.socket.destroy();
    await stream.closed;
  };

  const ends: Promise<void>[] = [];
  const began = performance.now();
  while (ends.length < connections) {
    const due = ((performance.now() - began) / 1000) * perSecond;
    while (ends.length < Math.min(due, connections))
      ends.push(shakeHands(from[ends.length % from.length]));
    await after(TICK_MS);
  }
  await Promise.all(ends);
  return result;
}
