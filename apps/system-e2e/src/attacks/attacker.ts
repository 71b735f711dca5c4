import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { encodeFrame, type Frame } from '../conformance/frame';
import { FrameStream } from '../conformance/frame-stream';

/** Direction of a frame. */
export type Way = 'to-server' | 'to-client';

/**
 * Decides what happens to a frame.
 * @returns the frames to forward instead, in order.
 */
export type Attack = (frame: Frame, way: Way) => readonly Frame[] | Promise<readonly Frame[]>;

/** Both halves of an intercepted connection. */
interface Tapped {
  readonly client: FrameStream;
  readonly server: FrameStream;
}

/** An attacker on the line between clients and the voice server. It changes frames as `attack` says. */
export class Attacker {
  /** Every frame that arrived, before the attack changed it. */
  readonly seen: { readonly way: Way; readonly frame: Frame }[] = [];
  private readonly open: Tapped[] = [];

  private constructor(
    private readonly listener: Server,
    private readonly target: number,
    private readonly attack: Attack,
  ) {
    listener.on('connection', (socket) => this.tap(socket));
  }

  /**
   * Starts an attacker in front of a server.
   * @param target port of the server on this machine.
   */
  static async before(target: number, attack: Attack): Promise<Attacker> {
    const listener = createServer().listen(0, '127.0.0.1');
    await once(listener, 'listening');
    return new Attacker(listener, target, attack);
  }

  get port(): number {
    return (this.listener.address() as AddressInfo).port;
  }

  /** Cuts every connection without a goodbye. */
  truncate(): void {
    for (const { client, server } of this.open.splice(0)) {
      client.socket.destroy();
      server.socket.destroy();
    }
  }

  /** Sends a frame that the attacker made. */
  inject(frame: Frame, way: Way): void {
    for (const { client, server } of this.open) {
      (way === 'to-server' ? server : client).send(frame.type, frame.body);
    }
  }

  async close(): Promise<void> {
    this.truncate();
    this.listener.close();
    await once(this.listener, 'close');
  }

  private tap(socket: Socket): void {
    const tapped = {
      client: new FrameStream(socket),
      server: new FrameStream(connect(this.target, '127.0.0.1')),
    };
    this.open.push(tapped);
    runInBackground(() => this.carry(tapped.client, tapped.server, 'to-server'), reportDefect);
    runInBackground(() => this.carry(tapped.server, tapped.client, 'to-client'), reportDefect);
  }

  private async carry(from: FrameStream, to: FrameStream, way: Way): Promise<void> {
    try {
      for (;;) {
        const frame = await from.next();
        this.seen.push({ way, frame });
        const onwards = await this.attack(frame, way);
        to.socket.write(Buffer.concat(onwards.map(({ type, body }) => encodeFrame(type, body))));
      }
    } catch {
      // When one half ends, the other half ends too.
      to.socket.end();
    }
  }
}

/** Forwards everything. */
export const pass: Attack = (frame) => [frame];

/** Makes an attack that applies `act` to the frames that `isMeant` selects. Other frames are forwarded. */
const on =
  (isMeant: (frame: Frame, way: Way) => boolean, act: (frame: Frame) => readonly Frame[]): Attack =>
  (frame, way) =>
    isMeant(frame, way) ? act(frame) : [frame];

/** Selects the n-th frame of a type in one direction, from 0. */
export function nth(n: number, type: number, way: Way): (frame: Frame, way: Way) => boolean {
  let count = 0;
  return (frame, going) => going === way && frame.type === type && count++ === n;
}

/** Drops all hellos in one direction. */
export const stripHello = (type: number, way: Way): Attack =>
  on(
    (frame, going) => frame.type === type && going === way,
    () => [],
  );

/** Replaces the key of either side by another one. */
export const swapKey = (type: number, way: Way, key: Buffer): Attack =>
  on(
    (frame, going) => frame.type === type && going === way,
    () => [{ type, body: key }],
  );

export const drop = (isMeant: ReturnType<typeof nth>): Attack => on(isMeant, () => []);

export const replay = (isMeant: ReturnType<typeof nth>): Attack =>
  on(isMeant, (frame) => [frame, frame]);

export const flip = (isMeant: ReturnType<typeof nth>, bit: number): Attack =>
  on(isMeant, ({ type, body }) => {
    const flipped = Buffer.from(body);
    flipped[bit >> 3] ^= 1 << (bit & 7);
    return [{ type, body: flipped }];
  });

/** Holds a frame back until the next one has passed. */
export const reorder = (isMeant: ReturnType<typeof nth>): Attack => {
  let held: Frame | null = null;
  return (frame, way) => {
    if (isMeant(frame, way)) {
      held = frame;
      return [];
    }
    const after = held ? [held] : [];
    if (after.length > 0) held = null;
    return [frame, ...after];
  };
};

/** Holds a frame and everything after it back until the test releases them. */
export function delay(isMeant: ReturnType<typeof nth>): { attack: Attack; release: () => void } {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  const attack: Attack = async (frame, way) => {
    if (isMeant(frame, way)) await held;
    return [frame];
  };
  return { attack, release };
}
