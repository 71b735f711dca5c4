import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { ErrorCode, toBase64Url, type VoiceError } from '@sealwave/kernel';
import {
  acceptHello,
  encodeControl,
  type HopCipher,
  parseControl,
  respond,
  ServerIdentity,
} from '@sealwave/node/hop';
import { FrameType } from '@sealwave/wire';
import { FrameSocket, type KnownServer, ServerTrust } from '@sealwave/node/connection';
import { VoiceClient } from './voice-client';
import type { VoiceClientOptions } from './voice-client-observer';

const { Audio, Control } = FrameType;
const NO_MARKS = { talking: false, muted: false, moderator: false, listener: false };
const options: VoiceClientOptions = {
  connectTimeoutMs: 2_000,
  handshakeMs: 5_000,
  helloMs: 5_000,
  silenceMs: 45_000,
  trust: new ServerTrust('require', [], new Map()),
  announcementMs: 5_000,
  maxMessageBytes: 1 << 20,
  maxQueuedBytes: 1 << 20,
  stallMs: 10_000,
  frameMs: 10_000,
  minProgressBytes: 1_000,
};

/** The serving half of a secured hop, made of the same parts as the voice server. */
interface Peer {
  readonly frames: FrameSocket;
  readonly cipher: HopCipher;
}

describe('VoiceClient on a secured hop', () => {
  let server: Server;
  let identity: ServerIdentity;
  let memory: Map<string, KnownServer>;
  let client: VoiceClient | undefined;
  const sockets: FrameSocket[] = [];
  const log: string[] = [];
  let wake = (): void => undefined;

  const note = (line: string): void => {
    log.push(line);
    wake();
  };
  async function until(line: string): Promise<void> {
    while (!log.includes(line)) await new Promise<void>((resolve) => (wake = resolve));
  }

  beforeEach(async () => {
    log.splice(0);
    identity = ServerIdentity.generate();
    memory = new Map();
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    client?.close();
    for (const frames of sockets.splice(0)) frames.close();
    server.close();
    await once(server, 'close');
  });

  const port = () => (server.address() as AddressInfo).port;

  function newClient(
    changes: Partial<VoiceClientOptions> = {},
    pins: readonly string[] = [],
  ): VoiceClient {
    const trust = new ServerTrust('require', pins, memory);
    const target = { host: '127.0.0.1', port: port() };
    client = new VoiceClient(
      target,
      { ...options, trust, ...changes },
      {
        onLost: () => note('lost'),
        onReconnected: () => note('reconnected'),
        onReconnecting: () => note('reconnecting'),
        onAudio: (audio, from) => note(`audio ${[...audio].join()}${from ? ` of ${from}` : ''}`),
        onRoom: ({ t }) => note(`room ${t}`),
        onDropped: (error: VoiceError) => note(`dropped ${error.code}`),
        onProblem: (error: VoiceError) => note(error.code),
        onGivenUp: (error: VoiceError) => note(`given up for ${error.code}`),
      },
    );
    return client;
  }

  /** The next connection, after its handshake; what it does from then on is up to the test. */
  async function accepted(next?: ServerIdentity): Promise<Peer> {
    const [socket] = await once(server, 'connection');
    const frames = new FrameSocket(socket, () => 1 << 20, options);
    sockets.push(frames);
    const derive = (derivation: () => Promise<Uint8Array>) => derivation();
    const agreement = await respond(frames, { keyFormat: 'pem', deadlineMs: 5_000, derive });
    const responder = { identity, nextIdentity: next?.point, requiresSecuredHop: false };
    return { frames, cipher: (await acceptHello(frames, agreement, responder)).cipher };
  }

  async function received({ frames, cipher }: Peer): Promise<Uint8Array> {
    const { type, body } = await frames.receive();
    return cipher.open(body, type as FrameType);
  }

  function say({ frames, cipher }: Peer, plaintext: Uint8Array, type: FrameType): void {
    frames.send(type, cipher.seal(plaintext, type));
  }

  async function joined(next?: ServerIdentity): Promise<Peer> {
    const peer = await accepted(next);
    const join = { t: 'join', room: 'lobby', caps: ['message1', 'sender1', 'sealed1'] };
    expect(parseControl(await received(peer))).toEqual(join);
    say(peer, encodeControl({ t: 'joined', caps: ['message1'] }), Control);
    return peer;
  }

  async function connected(changes?: Partial<VoiceClientOptions>): Promise<Peer> {
    const [peer] = await Promise.all([joined(), newClient(changes).connect()]);
    return peer;
  }

  it('joins, and carries messages both ways', async () => {
    const peer = await connected();
    expect(await client?.supportsNativeMessages()).toBe(true);
    await client?.sendAudio(Uint8Array.of(1, 2));
    expect([...(await received(peer))]).toEqual([1, 2]);
    say(peer, Uint8Array.of(3), Audio);
    await until('audio 3');
  });

  it('sends long and short messages in order', async () => {
    const peer = await connected();
    const sizes = [600_000, 1, 300_000, 2];
    await Promise.all(sizes.map((size) => client?.sendAudio(new Uint8Array(size))));
    for (const size of sizes) expect(await received(peer)).toHaveLength(size);
  });

  it('answers a ping', async () => {
    const peer = await connected();
    say(peer, encodeControl({ t: 'ping' }), Control);
    expect(parseControl(await received(peer))).toEqual({ t: 'pong' });
  });

  it('says goodbye on close, after all queued messages', async () => {
    const peer = await connected();
    void client?.sendAudio(new Uint8Array(500_000));
    client?.close();
    expect(await received(peer)).toHaveLength(500_000);
    expect(parseControl(await received(peer))).toEqual({ t: 'bye' });
    await expect(peer.frames.receive()).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
  });

  it('distinguishes a goodbye of the server from an end without one', async () => {
    const polite = await connected();
    say(polite, encodeControl({ t: 'bye' }), Control);
    const again = joined();
    polite.frames.end();
    const rude = await again;
    await until('reconnected');
    expect(log).not.toContain(ErrorCode.Interrupted);
    rude.frames.end();
    await until(ErrorCode.Interrupted);
  });

  it('passes on errors that the server reports', async () => {
    const peer = await connected();
    say(peer, encodeControl({ t: 'error', code: 'rate_limited' }), Control);
    say(peer, encodeControl({ t: 'error', code: 'of_a_later_version' }), Control);
    await until(ErrorCode.RateLimited);
    await until(ErrorCode.ProtocolError);
  });

  it.each(['join_denied', 'busy'])('does not connect when the server answers %s', async (code) => {
    const refusing = accepted().then(async (peer) => {
      await received(peer);
      say(peer, encodeControl({ t: 'error', code }), Control);
    });
    await expect(newClient().connect()).rejects.toMatchObject({ code });
    await refusing;
  });

  it.each([
    ['with a bit flipped', (body: Uint8Array) => (body[30] ^= 1), ErrorCode.IntegrityFailed],
    ['out of order', (body: Uint8Array) => (body[11] ^= 1), ErrorCode.SequenceError],
  ])('ends at a message %s, delivers nothing of it, and reconnects', async (_, spoil, code) => {
    const peer = await connected();
    const body = peer.cipher.seal(Uint8Array.of(7), Audio);
    spoil(body);
    const again = joined();
    peer.frames.send(Audio, body);
    await until(code);
    say(await again, Uint8Array.of(8), Audio);
    await until('audio 8');
    expect(log).not.toContain('audio 7');
  });

  it('ends at a frame of a type that is not allowed on a secured hop', async () => {
    const peer = await connected();
    peer.frames.send(FrameType.Hello, Uint8Array.of(2));
    await until(ErrorCode.ProtocolError);
  });

  it('gives up a server that is silent for too long', async () => {
    await connected({ silenceMs: 30 });
    await until(ErrorCode.Timeout);
  });

  it('remembers a server at first contact, and recognises it at the next', async () => {
    await connected();
    const { fingerprint } = identity;
    expect(client?.security).toEqual({ state: 'first-contact', fingerprint });
    client?.close();
    await connected();
    expect(client?.security).toEqual({ state: 'pinned', fingerprint });
  });

  it('A2: does not connect to another server than before, nor than the pinned one', async () => {
    await connected();
    client?.close();
    const { fingerprint: before } = identity;
    identity = ServerIdentity.generate();
    const { fingerprint: after } = identity;
    const peer = accepted();
    const refusal = await newClient()
      .connect()
      .catch((error: VoiceError) => error);
    expect(refusal).toMatchObject({ code: ErrorCode.IdentityChanged });
    expect((refusal as VoiceError).message).toContain(before);
    expect((refusal as VoiceError).message).toContain(after);
    await expect((await peer).frames.receive()).rejects.toMatchObject({
      code: ErrorCode.PeerClosed,
    });

    memory.clear();
    const pin = `127.0.0.1:${port()}=${before}`;
    const other = accepted();
    await expect(newClient({}, [pin]).connect()).rejects.toMatchObject({
      code: ErrorCode.IdentityChanged,
    });
    await other;
    expect(memory.size).toBe(0);
  });

  it('gives up when another server answers after the connection was lost', async () => {
    const peer = await connected();
    identity = ServerIdentity.generate();
    const impostor = accepted();
    peer.frames.close();
    await until('given up for identity_changed');
    await impostor;
    expect(log.slice(-1)).toEqual(['given up for identity_changed']);
  });

  it('follows a server to the identity that it announced', async () => {
    const next = ServerIdentity.generate();
    await Promise.all([joined(next), newClient().connect()]);
    client?.close();
    identity = next;
    await connected();
    expect(client?.security).toEqual({ state: 'pinned', fingerprint: next.fingerprint });
    expect([...memory.values()]).toEqual([{ fingerprint: next.fingerprint, next: null }]);
  });

  describe('in a room', () => {
    const room = { id: 'A'.repeat(22), access: toBase64Url(new Uint8Array(32).fill(7)) };
    const caps = ['message1', 'sender1'];

    it('proves its credential, and creates the room if it does not exist', async () => {
      const connecting = newClient({ join: { room, name: 'Ann' } }).connect();
      const peer = await accepted();
      const join = parseControl(await received(peer));
      expect(join).toMatchObject({ t: 'join', room: room.id, name: 'Ann' });
      expect(join).toHaveProperty('proof');
      expect(join).not.toHaveProperty('access');
      say(peer, encodeControl({ t: 'error', code: ErrorCode.JoinDenied }), Control);
      const access = new Uint8Array(32).fill(7);
      expect(parseControl(await received(peer))).toMatchObject({ t: 'create', access });
      say(peer, encodeControl({ t: 'joined', caps, you: 1, members: [] }), Control);
      await connecting;
    });

    it('does not reconnect after it was removed', async () => {
      const connecting = newClient({ join: { room } }).connect();
      const peer = await accepted();
      await received(peer);
      say(peer, encodeControl({ t: 'joined', caps }), Control);
      await connecting;
      say(peer, encodeControl({ t: 'error', code: ErrorCode.Removed }), Control);
      await until(`given up for ${ErrorCode.Removed}`);
      expect(log).not.toContain('reconnecting');
    });

    it("rejects with the server's reason when it is not admitted", async () => {
      const connecting = newClient({ join: { room } }).connect();
      const refused = expect(connecting).rejects.toMatchObject({ code: ErrorCode.RoomFull });
      const peer = await accepted();
      await received(peer);
      say(peer, encodeControl({ t: 'error', code: ErrorCode.RoomFull }), Control);
      await refused;
    });

    it('updates the roster, and reports the sender of a message', async () => {
      const connecting = newClient().connect();
      const peer = await accepted();
      await received(peer);
      const members = [{ n: 1, name: 'Ann' }];
      say(peer, encodeControl({ t: 'joined', caps, you: 2, members }), Control);
      await connecting;
      say(peer, encodeControl({ t: 'here', n: 3, name: null }), Control);
      say(peer, encodeControl({ t: 'gone', n: 1 }), Control);
      say(peer, encodeControl({ t: 'muted', n: 3, on: true }), Control);
      say(peer, Uint8Array.of(0, 0, 0, 3, 9), Audio);
      await until('audio 9 of 3');
      expect(client?.presence).toEqual({
        ...{ you: 2, moderator: false },
        members: [{ n: 3, name: null, ...NO_MARKS, muted: true }],
      });
    });
  });
});
