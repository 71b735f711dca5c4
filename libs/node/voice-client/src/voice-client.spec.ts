import { createECDH, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { ErrorCode, type VoiceError } from '@sealwave/kernel';
import { encodeCapabilities } from '@sealwave/message';
import { baseHop, type HopCipher, respond } from '@sealwave/node/hop';
import { FrameType } from '@sealwave/wire';
import { FrameSocket, ServerTrust } from '@sealwave/node/connection';
import { VoiceClient } from './voice-client';
import type { VoiceClientOptions } from './voice-client-observer';

const options: VoiceClientOptions = {
  connectTimeoutMs: 2_000,
  handshakeMs: 5_000,
  helloMs: 2_000,
  silenceMs: 45_000,
  trust: new ServerTrust('base', [], new Map()),
  announcementMs: 5_000,
  maxMessageBytes: 1 << 20,
  maxQueuedBytes: 1 << 20,
  stallMs: 10_000,
  frameMs: 10_000,
  minProgressBytes: 1_000,
};

/** For a client of which nothing may be heard. */
const silent = {
  onLost: fail,
  onReconnected: fail,
  onReconnecting: fail,
  onAudio: fail,
  onDropped: fail,
  onProblem: fail,
  onGivenUp: fail,
};

function fail(): void {
  throw new Error('not expected');
}

/** The serving half, made of the same parts as the voice server. */
class Peer {
  private constructor(
    readonly frames: FrameSocket,
    readonly cipher: HopCipher,
  ) {}

  static async accept(socket: Socket): Promise<Peer> {
    const frames = new FrameSocket(socket, () => 1 << 20, options);
    const derive = (derivation: () => Promise<Uint8Array>) => derivation();
    const agreement = await respond(frames, { keyFormat: 'pem', deadlineMs: 5_000, derive });
    const { cipher } = await baseHop(agreement);
    return new Peer(frames, cipher);
  }

  /** The audio of the next message; what is announced comes before it. */
  async receive(): Promise<number[]> {
    return [...(await this.receiveOf(FrameType.Audio))];
  }

  async receiveOf(expected: FrameType): Promise<Uint8Array> {
    for (;;) {
      const { type, body } = await this.frames.receive();
      const plaintext = this.cipher.open(body, type as FrameType);
      if (type === expected) return plaintext;
    }
  }

  announce(plaintext: Uint8Array): void {
    this.frames.send(FrameType.Control, this.cipher.seal(plaintext, FrameType.Control));
  }
}

describe('VoiceClient on a base hop', () => {
  let server: Server;
  let client: VoiceClient;
  const log: string[] = [];
  const peers: Peer[] = [];
  let wake = (): void => undefined;

  const note = (line: string) => {
    log.push(line);
    wake();
  };

  async function until(line: string): Promise<void> {
    while (!log.includes(line)) await new Promise<void>((resolve) => (wake = resolve));
  }

  async function listening(port = 0): Promise<number> {
    server = createServer((socket) => {
      void Peer.accept(socket).then((peer) => {
        peers.push(peer);
        note('accepted');
      });
    }).listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  async function stopListening(): Promise<void> {
    const closed = new Promise((resolve) => server.close(resolve));
    for (const { frames } of peers.splice(0)) frames.close();
    await closed;
  }

  async function connected(changed: Partial<VoiceClientOptions> = {}): Promise<Peer> {
    const port = await listening();
    client = new VoiceClient(
      { host: '127.0.0.1', port },
      { ...options, ...changed },
      {
        onLost: () => note('lost'),
        onReconnected: () => note('reconnected'),
        onReconnecting: (attempt) => note(`attempt ${attempt}`),
        onAudio: (audio) => note(`audio ${[...audio].join()}`),
        onDropped: (error: VoiceError) => note(error.code),
        onProblem: (error: VoiceError) => note(error.code),
        onGivenUp: fail,
      },
    );
    await client.connect();
    await until('accepted');
    return peers[0];
  }

  beforeEach(() => log.splice(0));

  afterEach(async () => {
    client.close();
    await stopListening();
  });

  it('carries messages both ways', async () => {
    const peer = await connected();
    await client.sendAudio(Uint8Array.of(1, 2));
    expect(await peer.receive()).toEqual([1, 2]);
    peer.frames.send(FrameType.Audio, peer.cipher.seal(Uint8Array.of(3), FrameType.Audio));
    await until('audio 3');
  });

  it('carries long messages both ways', async () => {
    const peer = await connected();
    const long = new Uint8Array(600_000).fill(7);
    await Promise.all([client.sendAudio(long), client.sendAudio(Uint8Array.of(1))]);
    const lengths = [await peer.receive(), await peer.receive()].map(({ length }) => length);
    expect(lengths.sort()).toEqual([1, 600_000]);
    peer.frames.send(FrameType.Audio, peer.cipher.seal(long, FrameType.Audio));
    await until(`audio ${long.join()}`);
  });

  it.each([
    ['short', 10],
    ['long', 300_000],
  ])('does not send a %s message that was cancelled before its turn', async (_, bytes) => {
    const peer = await connected();
    const control = new AbortController();
    control.abort(new Error('not wanted'));
    const sending = client.sendAudio(new Uint8Array(bytes), control.signal);
    await expect(sending).rejects.toThrow('not wanted');
    await client.sendAudio(Uint8Array.of(1));
    expect(await peer.receive()).toEqual([1]);
  });

  it('drops a message that fails its checks and continues', async () => {
    const peer = await connected();
    peer.frames.send(FrameType.Audio, randomBytes(100));
    peer.frames.send(FrameType.Audio, peer.cipher.seal(Uint8Array.of(4), FrameType.Audio));
    await until('audio 4');
    expect(log).toContain(ErrorCode.IntegrityFailed);
  });

  it('announces its capabilities, and stores those of the server', async () => {
    const peer = await connected();
    expect(await peer.receiveOf(FrameType.Control)).toEqual(Buffer.from(encodeCapabilities()));
    peer.announce(encodeCapabilities());
    expect(await client.supportsNativeMessages()).toBe(true);
  });

  it('treats a server that does not answer as one that accepts base audio only', async () => {
    await connected({ announcementMs: 50 });
    expect(await client.supportsNativeMessages()).toBe(false);
  });

  it('drops a malformed announcement and continues', async () => {
    const peer = await connected({ announcementMs: 50 });
    peer.announce(Uint8Array.of(1));
    await until(ErrorCode.ProtocolError);
    expect(await client.supportsNativeMessages()).toBe(false);
    await client.sendAudio(Uint8Array.of(5));
    expect(await peer.receive()).toEqual([5]);
  });

  it('reports that the server is gone, and reconnects when it is back', async () => {
    await connected();
    const { port } = server.address() as AddressInfo;
    log.splice(0);
    await stopListening();
    await until('attempt 2');
    await expect(client.sendAudio(Uint8Array.of(1))).rejects.toMatchObject({
      code: ErrorCode.NotConnected,
    });
    await listening(port);
    await until('reconnected');
    expect(log.indexOf('lost')).toBeLessThan(log.indexOf('attempt 1'));
    await until('accepted');
    await client.sendAudio(Uint8Array.of(9));
    expect(await peers[0].receive()).toEqual([9]);
  });

  it('does not reconnect after it was closed', async () => {
    const peer = await connected();
    client.close();
    await expect(peer.receive()).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
    expect(log).not.toContain('lost');
  });

  it('receives nothing more from a room that it has left', async () => {
    const peer = await connected();
    client.close();
    peer.frames.send(FrameType.Audio, peer.cipher.seal(Uint8Array.of(7), FrameType.Audio));
    peer.frames.end();
    await expect(peer.receive()).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
    // What was sent to others later has arrived by now: so would that have.
    const others = createServer((socket) => socket.end('later')).listen(0, '127.0.0.1');
    await once(others, 'listening');
    await once(connect((others.address() as AddressInfo).port, '127.0.0.1'), 'data');
    others.close();
    expect(log).toEqual(['accepted']);
  });

  it('ends a handshake when it is closed', async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    client = new VoiceClient({ host: '127.0.0.1', port }, options, silent);
    const connecting = client.connect();
    const [socket] = await once(server, 'connection');
    const frames = new FrameSocket(socket, () => 1 << 20, options);
    frames.send(FrameType.PublicKey, createECDH('prime256v1').generateKeys());
    await frames.receive();
    client.close();
    await expect(connecting).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
  });

  it('reports when no server listens at the address', async () => {
    await connected();
    const { port } = server.address() as AddressInfo;
    client.close();
    await stopListening();
    await expect(client.connect()).rejects.toMatchObject({ code: ErrorCode.Unreachable });
    const other = new VoiceClient({ host: '127.0.0.1', port }, options, silent);
    await expect(other.connect()).rejects.toMatchObject({ code: ErrorCode.Unreachable });
    await listening();
  });
});
