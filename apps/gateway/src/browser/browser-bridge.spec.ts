import { EventEmitter, once } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Logger } from '@nestjs/common';
import { ErrorCode, systemClock } from '@sealwave/kernel';
import { encodeCapabilities, encodeMessage, parseMessage } from '@sealwave/message';
import { CompressionService } from '@sealwave/node/media';
import { acceptHello, baseHop, encodeControl, respond, ServerIdentity } from '@sealwave/node/hop';
import { FrameSocket, ServerTrust, type Target } from '@sealwave/node/connection';
import type { VoiceClientOptions } from '@sealwave/node/voice-client';
import { pcm8Wav } from '@sealwave/testing';
import { FrameType } from '@sealwave/wire';
import type { Browser } from './browser';
import { BrowserBridge } from './browser-bridge';
import { Hearing } from '../messages/hearing';

const options: VoiceClientOptions = {
  connectTimeoutMs: 2_000,
  handshakeMs: 5_000,
  helloMs: 5_000,
  silenceMs: 45_000,
  trust: new ServerTrust('base', [], new Map()),
  announcementMs: 5_000,
  maxMessageBytes: 1 << 23,
  maxQueuedBytes: 1 << 23,
  stallMs: 10_000,
  frameMs: 10_000,
  minProgressBytes: 1_000,
};
const id = '0123456789abcdef0123456789abcdef';
const second = pcm8Wav(new Int8Array(8_000).fill(9), 8_000);

/** The connection of a browser: a port of ours, so this one only writes down what it is told. */
class Page extends EventEmitter {
  readonly id = 'page';
  readonly connected = true;
  readonly handshake = { auth: { audio: 'binary' } };
  readonly conn = { transport: { writable: true } };
}

/** Nobody has to pay for sound. */
const free = {
  clock: systemClock,
  hearing: new Hearing(new CompressionService(), { chargeSpeaker: () => undefined }),
  openAccount: () => ({ heard: () => undefined }),
};

describe('BrowserBridge', () => {
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
    bridge = new BrowserBridge(page as unknown as Browser, new CompressionService(), {
      countUpload: () => ({ hold: () => undefined }),
      coder: 'nlp64',
      ...free,
      client: options,
    });
  });
  afterEach(async () => {
    bridge.close();
    for (const frames of peers.splice(0)) frames.close();
    server.close();
    await once(server, 'close');
  });

  /** The voice server's end of the next connection, which takes native messages. */
  async function accepted() {
    const [socket] = await once(server, 'connection');
    const frames = new FrameSocket(socket, () => 1 << 23, options);
    peers.push(frames);
    const derive = (derivation: () => Promise<Uint8Array>) => derivation();
    const agreement = await respond(frames, { keyFormat: 'raw', deadlineMs: 5_000, derive });
    const { cipher } = await baseHop(agreement);
    expect(await frames.receive()).toMatchObject({ type: FrameType.Control });
    frames.send(FrameType.Control, cipher.seal(encodeCapabilities(), FrameType.Control));
    return {
      frames,
      open: (body: Uint8Array) => cipher.open(body, FrameType.Audio),
      seal: (audio: Uint8Array) => cipher.seal(audio, FrameType.Audio),
    };
  }

  async function connected() {
    const [peer] = await Promise.all([accepted(), bridge.connect(target)]);
    return peer;
  }

  it('sends nothing before it is connected', async () => {
    await expect(bridge.messages.send({ audio: second })).rejects.toMatchObject({
      code: ErrorCode.NotConnected,
    });
  });

  it('codes two recordings at a time and refuses a third', async () => {
    await connected();
    const both = [bridge.messages.send({ audio: second }), bridge.messages.send({ audio: second })];
    await expect(bridge.messages.send({ audio: second })).rejects.toMatchObject({
      code: ErrorCode.Busy,
    });
    await Promise.all(both);
    await expect(bridge.messages.send({ audio: second })).resolves.toMatchObject({
      durationMs: 1_000,
    });
  });

  it('codes as many recordings as before after it refused one', async () => {
    await connected();
    const unreadable = () => bridge.messages.send({ audio: Uint8Array.of(1, 2, 3, 4) });
    for (let i = 0; i < 3; i++)
      await expect(unreadable()).rejects.toMatchObject({ code: ErrorCode.AudioUnsupported });
    await expect(bridge.messages.send({ audio: second })).resolves.toHaveProperty('id');
  });

  it('sends sealed bytes unchanged, and names them in its answer', async () => {
    const { frames, open } = await connected();
    const sent = await bridge.messages.send({ audio: 'AQID', encrypted: true });
    const message = parseMessage(open((await frames.receive()).body));
    expect(message).toEqual({ id: sent.id, kind: 'sealed', bytes: Buffer.of(1, 2, 3) });
  });

  it('sends voice in the requested coder, and answers with its figures', async () => {
    const { frames, open } = await connected();
    for (const coder of [undefined, 'pcm8'] as const) {
      const sent = await bridge.messages.send({ audio: second, ...(coder && { coder }) });
      const message = parseMessage(open((await frames.receive()).body));
      expect(message).toMatchObject({ id: sent.id, kind: 'voice', coder: coder ?? 'nlp64' });
      expect(sent).toMatchObject({ codec: coder ?? 'nlp64', compressedBytes: 8_000 });
    }
  });

  it('passes on only messages whose checks succeed', async () => {
    const { frames, seal } = await connected();
    const received = once(page, 'audio_received');
    frames.send(FrameType.Audio, new Uint8Array(100));
    frames.send(FrameType.Audio, seal(new TextEncoder().encode('RIFF of nothing')));
    frames.send(FrameType.Audio, seal(encodeMessage({ id, kind: 'sealed', bytes: second })));
    const [message] = await received;
    expect(message).toMatchObject({ id, encrypted: true, verified: true, format: 'wav' });
  });

  it('reports the trust in the server, and disconnects when another one answers', async () => {
    const memory = new Map();
    const trusting = (identity: ServerIdentity) =>
      once(server, 'connection').then(async ([socket]) => {
        const frames = new FrameSocket(socket, () => 1 << 23, options);
        peers.push(frames);
        const derive = (derivation: () => Promise<Uint8Array>) => derivation();
        const agreement = await respond(frames, { keyFormat: 'raw', deadlineMs: 5_000, derive });
        const { cipher } = await acceptHello(frames, agreement, {
          identity,
          requiresSecuredHop: false,
        });
        const { body, type } = await frames.receive().catch(() => ({ body: null, type: 0 }));
        if (body === null) return frames;
        cipher.open(body, type as FrameType);
        const joined = encodeControl({ t: 'joined', caps: [] });
        frames.send(FrameType.Control, cipher.seal(joined, FrameType.Control));
        return frames;
      });
    const client = { ...options, trust: new ServerTrust('require', [], memory) };
    bridge = new BrowserBridge(page as unknown as Browser, new CompressionService(), {
      countUpload: () => ({ hold: () => undefined }),
      coder: 'nlp64',
      ...free,
      client,
    });
    const [one, two] = [ServerIdentity.generate(), ServerIdentity.generate()];
    const [frames, connected] = await Promise.all([trusting(one), bridge.connect(target)]);
    const { fingerprint } = one;
    expect(connected).toEqual({
      ...target,
      security: { state: 'first-contact', fingerprint },
      room: { id: 'lobby', you: null, moderator: false, members: [] },
    });

    const refused = once(page, 'server_error');
    const impostor = trusting(two);
    frames.close();
    const [failure] = await refused;
    expect(failure).toMatchObject({ code: ErrorCode.IdentityChanged });
    for (const each of [one, two]) expect(failure.message).toContain(each.fingerprint);
    await impostor;
    await expect(bridge.messages.send({ audio: second })).rejects.toMatchObject({
      code: ErrorCode.NotConnected,
    });
  });

  it('keeps the next connection when an earlier attempt was cancelled', async () => {
    const givenUp = bridge.connect(target);
    bridge.disconnect();
    const [next] = await Promise.all([
      accepted(),
      bridge.connect(target),
      expect(givenUp).rejects.toMatchObject({ code: ErrorCode.NotConnected }),
    ]);
    await bridge.messages.send({ audio: 'AQID', encrypted: true });
    await expect(next.frames.receive()).resolves.toMatchObject({ type: FrameType.Audio });
  });

  it('opens one connection at a time', async () => {
    await connected();
    await expect(bridge.connect(target)).rejects.toMatchObject({
      code: ErrorCode.AlreadyConnected,
    });
  });

  it('does not take recordings of one room into the next', async () => {
    await connected();
    const sending = bridge.messages.send({
      id,
      audio: pcm8Wav(new Int8Array(400_000).fill(9), 8_000),
    });
    const refused = expect(sending).rejects.toMatchObject({ code: ErrorCode.NotConnected });
    await nextTurn();
    bridge.disconnect();
    const next = await connected();
    await refused;
    await bridge.messages.send({ audio: 'AQID', encrypted: true });
    expect(parseMessage(next.open((await next.frames.receive()).body))).toMatchObject({
      kind: 'sealed',
    });
  });

  it('cancels the coding of a recording when its browser disconnects', async () => {
    await connected();
    const sending = bridge.messages.send({ audio: pcm8Wav(new Int8Array(4_000_000), 8_000) });
    bridge.close();
    await expect(sending).rejects.toMatchObject({ code: ErrorCode.NotConnected });
  });

  describe('with an id that the browser chose', () => {
    const long = pcm8Wav(new Int8Array(4_000_000).fill(9), 8_000);

    it('sends a recording under that id once, however often it is requested', async () => {
      const { frames, open } = await connected();
      const asked = () => bridge.messages.send({ id, audio: second });
      const [first, again] = await Promise.all([asked(), asked()]);
      expect([again, await asked()]).toEqual([first, first]);
      expect(first.id).toBe(id);
      await bridge.messages.send({ audio: 'AQID', encrypted: true });
      const messages = [await frames.receive(), await frames.receive()].map(({ body }) =>
        parseMessage(open(body)),
      );
      expect(messages).toMatchObject([{ id, kind: 'voice' }, { kind: 'sealed' }]);
    });

    it('sends a recording again after a failure', async () => {
      await connected();
      await expect(bridge.messages.send({ id, audio: Uint8Array.of(1, 2) })).rejects.toThrow();
      await expect(bridge.messages.send({ id, audio: second })).resolves.toMatchObject({ id });
    });

    it('sends a recording that was uploaded in parts', async () => {
      const { frames, open } = await connected();
      expect(bridge.messages.receivePart({ id, offset: 0, audio: second.subarray(0, 5) })).toEqual({
        id,
        receivedBytes: 5,
      });
      bridge.messages.receivePart({ id, offset: 5, audio: second.subarray(5) });
      await bridge.messages.send({ id, encrypted: true });
      const message = parseMessage(open((await frames.receive()).body));
      expect(message).toMatchObject({ id, bytes: second });
    });

    it('refuses to send an upload that is missing, was cancelled, or was for another connection', async () => {
      await connected();
      const nothing = expect.objectContaining({ code: ErrorCode.InvalidRequest });
      await expect(bridge.messages.send({ id })).rejects.toEqual(nothing);
      bridge.messages.receivePart({ id, offset: 0, audio: second });
      expect(await bridge.messages.cancel(id)).toEqual({ id, cancelled: true });
      await expect(bridge.messages.send({ id })).rejects.toEqual(nothing);
      bridge.messages.receivePart({ id, offset: 0, audio: second });
      bridge.disconnect();
      expect(() => bridge.messages.receivePart({ id, offset: 0, audio: second })).toThrow(
        'connected',
      );
      await connected();
      await expect(bridge.messages.send({ id })).rejects.toEqual(nothing);
    });

    it('cancels a recording while it is coded, and sends nothing of it', async () => {
      const { frames, open } = await connected();
      const sending = bridge.messages.send({ id, audio: long });
      const refusal = expect(sending).rejects.toMatchObject({ code: ErrorCode.Cancelled });
      await nextTurn();
      expect(await bridge.messages.cancel(id)).toEqual({ id, cancelled: true });
      await refusal;
      await bridge.messages.send({ audio: 'AQID', encrypted: true });
      expect(parseMessage(open((await frames.receive()).body))).toMatchObject({
        kind: 'sealed',
      });
    });

    it('answers that it is too late to cancel, or that there is nothing to cancel', async () => {
      await connected();
      expect(await bridge.messages.cancel(id)).toEqual({ id, cancelled: false });
      await bridge.messages.send({ id, audio: second });
      expect(await bridge.messages.cancel(id)).toEqual({ id, cancelled: false });
    });

    it('reports the progress of a long recording', async () => {
      await connected();
      const told = once(page, 'audio_progress');
      const sending = bridge.messages.send({ id, audio: long });
      const [progress] = await told;
      expect(progress).toEqual({ id, phase: 'coding', done: expect.any(Number) });
      expect(progress.done).toBeGreaterThan(0);
      expect(progress.done).toBeLessThanOrEqual(1);
      await bridge.messages.cancel(id);
      await expect(sending).rejects.toMatchObject({ code: ErrorCode.Cancelled });
    });
  });

  it('reports how many messages failed their checks, and why', async () => {
    const { frames } = await connected();
    const told = once(page, 'audio_rejected');
    frames.send(FrameType.Audio, new Uint8Array(100));
    expect(await told).toEqual([{ count: 1, code: ErrorCode.IntegrityFailed }]);
  });
});
