import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Logger } from '@nestjs/common';
import { ErrorCode, systemClock } from '@sealwave/kernel';
import { FrameSocket, ServerTrust, type Target } from '@sealwave/node/connection';
import {
  acceptHello,
  encodeControl,
  parseControl,
  respond,
  ServerIdentity,
} from '@sealwave/node/hop';
import { CompressionService } from '@sealwave/node/media';
import type { VoiceClientOptions } from '@sealwave/node/voice-client';
import { FrameType } from '@sealwave/wire';
import { Hearing } from '../messages/hearing';
import type { Browser } from './browser';
import { BrowserBridge } from './browser-bridge';

const { Control } = FrameType;
const limits = {
  ...{ connectTimeoutMs: 60_000, handshakeMs: 60_000, helloMs: 60_000, announcementMs: 60_000 },
  ...{ silenceMs: 60_000, maxMessageBytes: 1 << 20, maxQueuedBytes: 1 << 20 },
  ...{ stallMs: 60_000, frameMs: 60_000, minProgressBytes: 1 },
};
const room = { id: 'A'.repeat(22), access: 'B'.repeat(42) + 'A' };
const alreadyConnected = { code: ErrorCode.AlreadyConnected };

/** The connection of a browser, which notes the names of the events that it gets. */
class Page extends EventEmitter {
  readonly id = 'page';
  readonly connected = true;
  readonly handshake = { auth: { audio: 'binary' } };
  readonly conn = { transport: { writable: true } };
  readonly events: string[] = [];

  override emit(event: string, ...payload: unknown[]): boolean {
    this.events.push(event);
    return super.emit(event, ...payload);
  }
}

describe('BrowserBridge, asked for another name', () => {
  const identity = ServerIdentity.generate();
  let server: Server;
  let target: Target;
  let page: Page;
  let bridge: BrowserBridge;
  const peers: FrameSocket[] = [];

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    target = { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
    page = new Page();
    const client: VoiceClientOptions = {
      ...limits,
      trust: new ServerTrust('require', [], new Map()),
    };
    bridge = new BrowserBridge(page as unknown as Browser, new CompressionService(), {
      ...{ client, clock: systemClock, coder: 'nlp64' },
      countUpload: () => ({ hold: () => undefined }),
      hearing: new Hearing(new CompressionService(), { chargeSpeaker: () => undefined }),
      openAccount: () => ({ heard: () => undefined }),
    });
  });
  afterEach(async () => {
    bridge.close();
    for (const frames of peers.splice(0)) frames.close();
    server.close();
    await once(server, 'close');
  });

  /** The voice server's end of the next connection, which has joined as number 1. */
  async function accepted(caps: readonly string[]) {
    const [socket] = await once(server, 'connection');
    const frames = new FrameSocket(socket, () => 1 << 20, limits);
    peers.push(frames);
    const derive = (derivation: () => Promise<Uint8Array>) => derivation();
    const agreement = await respond(frames, { keyFormat: 'raw', deadlineMs: 60_000, derive });
    const responder = { identity, requiresSecuredHop: false };
    const { cipher } = await acceptHello(frames, agreement, responder);
    const next = async () => parseControl(cipher.open((await frames.receive()).body, Control));
    const join = await next();
    const members = [{ n: 1, name: 'Ann' }];
    const joined = encodeControl({ t: 'joined', caps, you: 1, members });
    frames.send(Control, cipher.seal(joined, Control));
    return { frames, next, join };
  }

  async function connected(caps: readonly string[]) {
    const join = { room, name: 'Ann' };
    return (await Promise.all([accepted(caps), bridge.connect(target, join)]))[0];
  }

  it('changes it on the connection that there is, and answers as after a connection', async () => {
    const { next } = await connected(['message1', 'rename1']);
    const answer = await bridge.connect({ ...target }, { room: { ...room }, name: 'Anna' });
    expect(answer).toMatchObject({
      ...target,
      room: { you: 1, members: [{ n: 1, name: 'Anna' }] },
    });
    expect(await next()).toEqual({ t: 'name', name: 'Anna' });
    expect(await bridge.connect(target, { room })).toMatchObject({
      room: { members: [{ n: 1, name: null }] },
    });
    expect(await next()).toEqual({ t: 'name', name: null });
    expect(peers).toHaveLength(1);
    expect(page.events.filter((event) => event === 'server_connected')).toHaveLength(3);
    expect(page.events).not.toContain('disconnected');
  });

  it('returns under the new name after the connection was lost', async () => {
    const { frames, next } = await connected(['rename1']);
    await bridge.connect(target, { room, name: 'Anna' });
    await next();
    const again = accepted([]);
    frames.close();
    expect((await again).join).toMatchObject({ t: 'join', name: 'Anna' });
  });

  it('refuses it at a server that cannot, so that the browser joins again', async () => {
    await connected(['message1']);
    const renaming = bridge.connect(target, { room, name: 'Anna' });
    await expect(renaming).rejects.toMatchObject(alreadyConnected);
  });

  it.each([
    ['the same name', { room, name: 'Ann' }],
    ['another room', { room: { ...room, id: 'C'.repeat(22) }, name: 'Anna' }],
    ['the lobby', { name: 'Anna' }],
    ['another credential', { room: { ...room, moderation: room.access }, name: 'Anna' }],
  ])('refuses %s', async (_, join) => {
    await connected(['rename1']);
    await expect(bridge.connect(target, join)).rejects.toMatchObject(alreadyConnected);
    const elsewhere = bridge.connect({ ...target, host: 'localhost' }, { room, name: 'Anna' });
    await expect(elsewhere).rejects.toMatchObject(alreadyConnected);
  });
});
