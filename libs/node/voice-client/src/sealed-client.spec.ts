import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { concat, ErrorCode, toBase64Url, type VoiceError } from '@sealwave/kernel';
import {
  acceptHello,
  type ControlRecord,
  encodeControl,
  type Hop,
  parseControl,
  respond,
  ServerIdentity,
} from '@sealwave/node/hop';
import { FrameSocket, ServerTrust } from '@sealwave/node/connection';
import type { RoomCredential } from '@sealwave/room';
import { encodePart, MAX_PART_BYTES } from '@sealwave/room/record';
import { FrameType } from '@sealwave/wire';
import { CONNECTION_LIMITS } from './connection/connection-limits';
import { VoiceClient } from './voice-client';

const { Audio, Control, Transmission } = FrameType;
const access = new Uint8Array(32).fill(7);
const moderator = new Uint8Array(16).fill(3);
const sealedRoom: RoomCredential = {
  ...{ id: 'A'.repeat(24), access: toBase64Url(access) },
  ...{ flags: 1, moderator: toBase64Url(moderator) },
};
const joined: ControlRecord = { t: 'joined', caps: ['sealed1', 'sender1'], you: 2, members: [] };
const transmissionId = new Uint8Array(16).fill(5);
const longest = encodePart({
  ...{ kind: 'frames', transmissionId },
  body: new Uint8Array(MAX_PART_BYTES - 17),
});
const from = (n: number, part: Uint8Array) => concat(Uint8Array.of(0, 0, 0, n), part);

/** The serving half, made of the same parts as the voice server. */
class Peer {
  private constructor(
    readonly frames: FrameSocket,
    readonly hop: Hop,
  ) {}

  static async accept(server: Server, identity: ServerIdentity): Promise<Peer> {
    const [socket] = (await once(server, 'connection')) as [Socket];
    const frames = new FrameSocket(socket, () => 1 << 20, CONNECTION_LIMITS);
    const derive = (derivation: () => Promise<Uint8Array>) => derivation();
    const agreement = await respond(frames, { keyFormat: 'pem', deadlineMs: 5_000, derive });
    const responder = { identity, nextIdentity: undefined, requiresSecuredHop: false };
    return new Peer(frames, await acceptHello(frames, agreement, responder));
  }

  async receive(): Promise<Uint8Array> {
    const { type, body } = await this.frames.receive();
    return this.hop.cipher.open(body, type as FrameType);
  }

  async receiveRecord(): Promise<ControlRecord | null> {
    return parseControl(await this.receive());
  }

  say(record: ControlRecord): void {
    this.send(encodeControl(record), Control);
  }

  send(plaintext: Uint8Array, type: FrameType): void {
    this.frames.send(type, this.hop.cipher.seal(plaintext, type));
  }
}

describe('VoiceClient in a sealed room', () => {
  const identity = ServerIdentity.generate();
  const log: string[] = [];
  const peers: Peer[] = [];
  let server: Server;
  let client: VoiceClient;
  let wake = (): void => undefined;

  const note = (line: string): void => {
    log.push(line);
    wake();
  };
  async function until(line: string): Promise<void> {
    while (!log.includes(line)) await new Promise<void>((resolve) => (wake = resolve));
  }

  beforeEach(async () => {
    log.length = 0;
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    client.close();
    for (const { frames } of peers.splice(0)) frames.close();
    server.close();
    await once(server, 'close');
  });

  async function accepted(): Promise<Peer> {
    const peer = await Peer.accept(server, identity);
    peers.push(peer);
    return peer;
  }

  function newClient(room?: RoomCredential, name?: string): VoiceClient {
    const { port } = server.address() as AddressInfo;
    const options = {
      ...{ ...CONNECTION_LIMITS, connectTimeoutMs: 2_000, handshakeMs: 5_000, helloMs: 5_000 },
      trust: new ServerTrust('require', [], new Map()),
      join: { ...(room && { room }), ...(name && { name }) },
    };
    client = new VoiceClient({ host: '127.0.0.1', port }, options, {
      onLost: () => note('lost'),
      onReconnected: () => note(`reconnected as ${client.presence?.you}`),
      onReconnecting: () => undefined,
      onAudio: () => note('audio'),
      onSealed: ({ t, n, data }) => note(`${t} of ${n}: ${data.length}`),
      onPart: (n, part) => note(`part of ${n}: ${part.length}`),
      onSent: (id, recipients) => note(`sent ${id} to ${recipients}`),
      onDropped: ({ code }: VoiceError) => note(`dropped ${code}`),
      onProblem: ({ code }: VoiceError) => note(code),
      onGivenUp: ({ code }: VoiceError) => note(`given up for ${code}`),
    });
    return client;
  }

  async function connected(room: RoomCredential | undefined = sealedRoom): Promise<Peer> {
    const connecting = newClient(room).connect();
    const peer = await accepted();
    await peer.receive();
    peer.say(joined);
    await connecting;
    return peer;
  }

  it('names no person to the server, and creates the room with what its id follows from', async () => {
    const connecting = newClient(sealedRoom, 'Ann').connect();
    const peer = await accepted();
    const caps = ['message1', 'sender1', 'sealed1'];
    const join = await peer.receiveRecord();
    expect(join).toEqual({ t: 'join', room: sealedRoom.id, caps, proof: expect.any(Uint8Array) });
    peer.say({ t: 'error', code: ErrorCode.JoinDenied });
    const create = { t: 'create', room: sealedRoom.id, caps, access, flags: 1, moderator };
    expect(await peer.receiveRecord()).toEqual(create);
    peer.say({ ...joined, caps: ['sealed1', 'rename1'] });
    await connecting;
    expect(client.canRename).toBe(false);
  });

  it('has the exporter of its connection, to prove with', async () => {
    newClient(sealedRoom);
    expect(client.exporter).toBeNull();
    const peer = await connected();
    expect(client.exporter).toEqual(peer.hop.exporter);
    client.close();
    expect(client.exporter).toBeNull();
  });

  it('sends records and parts as they are, up to the longest', async () => {
    const peer = await connected();
    const data = Uint8Array.of(1, 2);
    await client.sendSealed({ t: 'announce', data });
    await client.sendPart(longest);
    await client.sendSealed({ t: 'direct', n: 3, data });
    expect(await peer.receiveRecord()).toEqual({ t: 'announce', data });
    expect(new Uint8Array(await peer.receive())).toEqual(longest);
    expect(await peer.receiveRecord()).toEqual({ t: 'direct', n: 3, data });
  });

  it('does not send a part that was cancelled', async () => {
    const peer = await connected();
    const control = new AbortController();
    control.abort(new Error('not wanted'));
    await expect(client.sendPart(longest, control.signal)).rejects.toThrow('not wanted');
    await client.sendSealed({ t: 'announce', data: Uint8Array.of(1) });
    expect(await peer.receiveRecord()).toMatchObject({ t: 'announce' });
  });

  it('rejects what is sent without a connection', async () => {
    newClient(sealedRoom);
    const notConnected = { code: ErrorCode.NotConnected };
    await expect(client.sendPart(longest)).rejects.toMatchObject(notConnected);
    const announce = { t: 'announce', data: Uint8Array.of(1) } as const;
    await expect(client.sendSealed(announce)).rejects.toMatchObject(notConnected);
  });

  it('passes on records and parts of others, and what came of its own transmission', async () => {
    const peer = await connected();
    const id = 'ab'.repeat(16);
    peer.say({ t: 'announce', n: 1, data: Uint8Array.of(1) });
    peer.say({ t: 'direct', n: 3, data: Uint8Array.of(1, 2) });
    peer.say({ t: 'order', n: 4, data: Uint8Array.of(1, 2, 3) });
    peer.send(from(5, longest), Transmission);
    peer.say({ t: 'sent', id, recipients: 6 });
    await until(`sent ${id} to 6`);
    expect(log).toEqual([
      ...['announce of 1: 1', 'direct of 3: 2', 'order of 4: 3'],
      ...[`part of 5: ${MAX_PART_BYTES}`, `sent ${id} to 6`],
    ]);
  });

  it('shows who has become a moderator, itself included', async () => {
    const peer = await connected();
    peer.say({ t: 'here', n: 2, name: null });
    peer.say({ t: 'here', n: 2, name: null, moderator: true });
    peer.say({ t: 'announce', n: 1, data: Uint8Array.of(1) });
    await until('announce of 1: 1');
    expect(client.presence).toMatchObject({ moderator: true, members: [{ moderator: true }] });
  });

  it('plays no sound that a server brings into the room, and stays connected', async () => {
    const peer = await connected();
    peer.send(from(1, Uint8Array.of(1, 2)), Audio);
    peer.say({ t: 'announce', data: Uint8Array.of(1) });
    peer.send(Uint8Array.of(0, 0, 0), Transmission);
    peer.say({ t: 'order', n: 1, data: Uint8Array.of(1) });
    await until('order of 1: 1');
    expect(log).toEqual([
      ...[`dropped ${ErrorCode.E2eeRequired}`, `dropped ${ErrorCode.E2eeRequired}`],
      ...[`dropped ${ErrorCode.ProtocolError}`, 'order of 1: 1'],
    ]);
  });

  it('sends no sound into the room', async () => {
    const peer = await connected();
    const required = { code: ErrorCode.E2eeRequired };
    await expect(client.sendAudio(Uint8Array.of(1))).rejects.toMatchObject(required);
    await client.sendSealed({ t: 'announce', data: Uint8Array.of(1) });
    expect(await peer.receiveRecord()).toMatchObject({ t: 'announce' });
  });

  it('sends and takes nothing sealed in the lobby', async () => {
    const connecting = newClient().connect();
    const peer = await accepted();
    await peer.receive();
    peer.say(joined);
    await connecting;
    peer.send(from(1, longest), Transmission);
    peer.say({ t: 'announce', n: 1, data: Uint8Array.of(1) });
    peer.send(from(1, Uint8Array.of(1, 2)), Audio);
    await until('audio');
    const misplaced = { code: ErrorCode.ProtocolError };
    await expect(client.sendPart(longest)).rejects.toMatchObject(misplaced);
    const refused = `dropped ${ErrorCode.ProtocolError}`;
    expect(log).toEqual([refused, refused, 'audio']);
  });

  it('hears of a new connection before anything that comes on it', async () => {
    const peer = await connected();
    const again = accepted();
    peer.frames.close();
    const next = await again;
    await next.receive();
    // In one write, so that the client reads them together.
    const records: ControlRecord[] = [
      { ...joined, you: 9 },
      { t: 'announce', n: 8, data: Uint8Array.of(1) },
    ];
    next.frames.sendTogether(
      ...records.map(
        (record) => [Control, next.hop.cipher.seal(encodeControl(record), Control)] as const,
      ),
    );
    await until('announce of 8: 1');
    expect(log.slice(-2)).toEqual(['reconnected as 9', 'announce of 8: 1']);
  });
});
