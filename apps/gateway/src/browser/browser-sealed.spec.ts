import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Logger } from '@nestjs/common';
import { concat, ErrorCode, systemClock, toBase64Url } from '@sealwave/kernel';
import { FrameSocket, ServerTrust, type Target } from '@sealwave/node/connection';
import {
  acceptHello,
  type ControlRecord,
  encodeControl,
  parseControl,
  respond,
  ServerIdentity,
} from '@sealwave/node/hop';
import { CompressionService } from '@sealwave/node/media';
import type { VoiceClientOptions } from '@sealwave/node/voice-client';
import { encodePart } from '@sealwave/room/record';
import { FrameType } from '@sealwave/wire';
import { Hearing } from '../messages/hearing';
import type { Browser } from './browser';
import { BrowserBridge } from './browser-bridge';

const limits = {
  ...{ connectTimeoutMs: 60_000, handshakeMs: 60_000, helloMs: 60_000, announcementMs: 60_000 },
  ...{ silenceMs: 60_000, maxMessageBytes: 1 << 20, maxQueuedBytes: 1 << 20 },
  ...{ stallMs: 60_000, frameMs: 60_000, minProgressBytes: 1 },
};
const sealedRoom = {
  ...{ id: 'A'.repeat(24), access: 'B'.repeat(42) + 'A' },
  ...{ flags: 0, moderator: 'A'.repeat(22) },
};
const openRoom = { id: 'A'.repeat(22), access: 'B'.repeat(42) + 'A' };
const caps = ['message1', 'sender1', 'sealed1'];
const data = Uint8Array.of(1, 2, 3);
const part = encodePart({ kind: 'frames', transmissionId: new Uint8Array(16), body: data });

/** The connection of a browser, which notes the events that it gets. */
class Page extends EventEmitter {
  readonly id = 'page';
  readonly connected = true;
  readonly handshake = { auth: { audio: 'binary' } };
  readonly conn = { transport: { writable: true } };
  readonly told: [string, unknown][] = [];

  override emit(event: string, payload: unknown): boolean {
    this.told.push([event, payload]);
    return super.emit(event, payload);
  }
}

describe('BrowserBridge in a sealed room', () => {
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

  /** The voice server's end of the next connection. It sends `early` together with its answer to `join`. */
  async function accepted(...early: ControlRecord[]) {
    const [socket] = await once(server, 'connection');
    const frames = new FrameSocket(socket, () => 1 << 20, limits);
    peers.push(frames);
    const derive = (derivation: () => Promise<Uint8Array>) => derivation();
    const agreement = await respond(frames, { keyFormat: 'raw', deadlineMs: 60_000, derive });
    const responder = { identity, requiresSecuredHop: false };
    const { cipher, exporter } = await acceptHello(frames, agreement, responder);
    const send = (type: FrameType, bytes: Uint8Array) =>
      frames.send(type, cipher.seal(bytes, type));
    const tell = (record: ControlRecord) => send(FrameType.Control, encodeControl(record));
    const next = async () => {
      const { type, body } = await frames.receive();
      return { type, plaintext: cipher.open(body, type as FrameType) };
    };
    await next();
    tell({ t: 'joined', caps, you: 1, members: [{ n: 1, name: null }] });
    for (const record of early) tell(record);
    return { frames, next, send, tell, exporter: exporter ?? new Uint8Array(0) };
  }

  async function connected(room: typeof sealedRoom | typeof openRoom = sealedRoom) {
    const [peer, answer] = await Promise.all([accepted(), bridge.connect(target, { room })]);
    return { ...peer, answer };
  }

  /** Resolves with the payload of the next `event`. */
  const next = async (event: string): Promise<unknown> => (await once(page, event))[0];

  it('tells the exporter of the connection, and another one after a reconnection', async () => {
    const { frames, answer, exporter } = await connected();
    expect(answer.exporter).toBe(toBase64Url(exporter));
    const again = accepted();
    const told = next('server_connected');
    frames.close();
    const second = await again;
    expect(await told).toMatchObject({ exporter: toBase64Url(second.exporter) });
    expect(second.exporter).not.toEqual(exporter);
  });

  it('tells no exporter in another room', async () => {
    expect((await connected(openRoom)).answer).not.toHaveProperty('exporter');
  });

  it('hands on what comes together with the answer, after it', async () => {
    const heard = next('sealed_record');
    const announce = { t: 'announce', n: 4, data } as const;
    const here = { t: 'here', n: 4, name: null } as const;
    await Promise.all([accepted(here, announce), bridge.connect(target, { room: sealedRoom })]);
    expect(await heard).toEqual({ t: 'announce', n: 4, data: toBase64Url(data) });
    const events = page.told.map(([event]) => event);
    const introduced = ['server_connected', 'room_changed', 'sealed_record'];
    expect(events.filter((event) => introduced.includes(event)).slice(0, 3)).toEqual(introduced);
  });

  it('hands on parts with the number of their sender, and takes them from the browser', async () => {
    const peer = await connected();
    const heard = next('sealed_part');
    peer.send(FrameType.Transmission, concat(Uint8Array.of(0, 0, 0, 7), part));
    expect(await heard).toEqual({ n: 7, part: Buffer.from(part) });
    expect(await bridge.sealed.sendPart(part)).toEqual({});
    expect(await peer.next()).toEqual({ type: FrameType.Transmission, plaintext: part });
    expect(await bridge.sealed.sendRecord({ t: 'announce', data })).toEqual({});
    expect(parseControl((await peer.next()).plaintext)).toEqual({ t: 'announce', data });
  });

  it('tells who was heard by how many, and what this person may not do', async () => {
    const { tell } = await connected();
    const sent = next('sealed_sent');
    tell({ t: 'sent', id: 'ab'.repeat(16), recipients: 3 });
    expect(await sent).toEqual({ id: 'ab'.repeat(16), recipients: 3 });
    const refused = next('server_error');
    tell({ t: 'error', code: ErrorCode.NotAllowed });
    expect(await refused).toEqual({ code: ErrorCode.NotAllowed, message: expect.any(String) });
  });

  it('takes nothing from the browser that is not sealed, and nothing sealed in another room', async () => {
    await connected();
    const unsealed = bridge.messages.send({ audio: data, encrypted: true });
    await expect(unsealed).rejects.toMatchObject({ code: ErrorCode.E2eeRequired });
    bridge.disconnect();
    const outside = { code: ErrorCode.NotConnected };
    await expect(bridge.sealed.sendPart(part)).rejects.toMatchObject(outside);
    await connected(openRoom);
    const elsewhere = { code: ErrorCode.InvalidRequest };
    await expect(bridge.sealed.sendPart(part)).rejects.toMatchObject(elsewhere);
  });

  it('drops what an evil server brings unsealed, and says so', async () => {
    const { send } = await connected();
    const rejected = next('audio_rejected');
    send(FrameType.Audio, concat(Uint8Array.of(0, 0, 0, 7), data));
    expect(await rejected).toEqual({ count: 1, code: ErrorCode.E2eeRequired });
    expect(page.told.map(([event]) => event)).not.toContain('audio_received');
  });
});
