import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { Logger } from '@nestjs/common';
import { writePcm8Wav } from '@sealwave/audio';
import { ErrorCode } from '@sealwave/kernel';
import { CompressionService, packClip, unpackClip } from '@sealwave/node/media-pipeline';
import { BaseCipher, respond } from '@sealwave/node/session';
import { FrameSocket, type Target, type VoiceLinkOptions } from '@sealwave/node/tcp';
import { FrameType } from '@sealwave/wire';
import type { Browser } from './browser';
import { BrowserBridge } from './browser-bridge';

const options: VoiceLinkOptions = {
  connectTimeoutMs: 2_000,
  handshakeMs: 5_000,
  maxMessageBytes: 1 << 23,
  maxQueuedBytes: 1 << 23,
  stallMs: 10_000,
  frameMs: 10_000,
  minProgressBytes: 1_000,
};
const id = '0123456789abcdef0123456789abcdef';
const second = writePcm8Wav(new Int8Array(8_000).fill(9), 8_000);

/** The connection of a browser: a port of ours, so this one only writes down what it is told. */
class Page extends EventEmitter {
  readonly id = 'page';
  readonly connected = true;
  readonly handshake = { auth: { audio: 'binary' } };
  readonly conn = { transport: { writable: true } };
}

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
    bridge = new BrowserBridge(page as unknown as Browser, new CompressionService(), options);
  });
  afterEach(async () => {
    bridge.close();
    for (const frames of peers.splice(0)) frames.close();
    server.close();
    await once(server, 'close');
  });

  /** The voice server's end of the next connection. */
  async function accepted() {
    const [socket] = await once(server, 'connection');
    const frames = new FrameSocket(socket, () => 1 << 23, options);
    peers.push(frames);
    const derive = (derivation: () => Promise<Uint8Array>) => derivation();
    const key = await respond(frames, { keyFormat: 'raw', deadlineMs: 5_000, derive });
    return { frames, cipher: new BaseCipher(key) };
  }

  async function connected() {
    const [peer] = await Promise.all([accepted(), bridge.connect(target)]);
    return peer;
  }

  it('sends nothing before it is connected', async () => {
    await expect(bridge.send({ audio: second })).rejects.toMatchObject({
      code: ErrorCode.NotConnected,
    });
  });

  it('works on two recordings at a time and refuses a third', async () => {
    await connected();
    const both = [bridge.send({ audio: second }), bridge.send({ audio: second })];
    await expect(bridge.send({ audio: second })).rejects.toMatchObject({ code: ErrorCode.Busy });
    await Promise.all(both);
    await expect(bridge.send({ audio: second })).resolves.toMatchObject({ durationMs: 1_000 });
  });

  it('works on as many as before after one was refused', async () => {
    await connected();
    const unreadable = () => bridge.send({ audio: Uint8Array.of(1, 2, 3, 4) });
    for (let i = 0; i < 3; i++)
      await expect(unreadable()).rejects.toMatchObject({ code: ErrorCode.AudioUnsupported });
    await expect(bridge.send({ audio: second })).resolves.toHaveProperty('id');
  });

  it('sends sealed bytes unchanged under the name that it answers', async () => {
    const { frames, cipher } = await connected();
    const sent = await bridge.send({ audio: 'AQID', encrypted: true });
    const clip = unpackClip(cipher.open((await frames.receive()).body));
    expect(clip).toMatchObject({ id: sent.id, kind: 'sealed', bytes: Uint8Array.of(1, 2, 3) });
  });

  it('hands on what passes its checks, and nothing else', async () => {
    const { frames, cipher } = await connected();
    const received = once(page, 'audio_received');
    frames.send(FrameType.Audio, new Uint8Array(100));
    frames.send(FrameType.Audio, cipher.seal(new TextEncoder().encode('RIFF of nothing')));
    frames.send(FrameType.Audio, cipher.seal(packClip({ id, kind: 'sealed', bytes: second })));
    const [message] = await received;
    expect(message).toMatchObject({ id, encrypted: true, verified: true, format: 'wav' });
  });

  it('does not lose the next connection to one that was given up', async () => {
    const givenUp = bridge.connect(target);
    bridge.disconnect();
    const [next] = await Promise.all([
      accepted(),
      bridge.connect(target),
      expect(givenUp).rejects.toMatchObject({ code: ErrorCode.NotConnected }),
    ]);
    await bridge.send({ audio: 'AQID', encrypted: true });
    await expect(next.frames.receive()).resolves.toMatchObject({ type: FrameType.Audio });
  });

  it('connects once at a time', async () => {
    await connected();
    await expect(bridge.connect(target)).rejects.toMatchObject({
      code: ErrorCode.AlreadyConnected,
    });
  });

  it('ends the work on a recording when its browser goes', async () => {
    await connected();
    const sending = bridge.send({ audio: writePcm8Wav(new Int8Array(4_000_000), 8_000) });
    bridge.close();
    await expect(sending).rejects.toMatchObject({ code: ErrorCode.NotConnected });
  });
});
