import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { ErrorCode, systemClock } from '@sealwave/kernel';
import { encodeCapabilities } from '@sealwave/message';
import { baseHop, type HopCipher, respond } from '@sealwave/node/hop';
import { FrameType } from '@sealwave/wire';
import { ConnectionError, FrameSocket } from '@sealwave/node/connection';
import { probe } from './probe';

const limits = {
  ...{ maxQueuedBytes: 1 << 20, stallMs: 10_000, frameMs: 10_000, minProgressBytes: 1_000 },
};
const KEY_FORMATS = ['pem', 'der', 'raw'] as const;

describe('probe', () => {
  let server: Server;
  let serve: (socket: Socket) => void;
  beforeEach(async () => {
    server = createServer((socket) => serve(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => server.close());

  const { signal } = new AbortController();
  const options = {
    ...limits,
    ...{ connectTimeoutMs: 2_000, handshakeMs: 5_000, helloMs: 50, announcementMs: 5_000 },
    ...{ maxMessageBytes: 1 << 20, clock: systemClock },
  };
  const address = () => ({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  const tryOut = (changed: Partial<typeof options> = {}) =>
    probe(address(), { ...options, ...changed, signal });

  /** The serving half of a handshake, and then `afterwards`. */
  function agree(
    keyFormat: (typeof KEY_FORMATS)[number],
    afterwards: (frames: FrameSocket, cipher: HopCipher) => void | Promise<void> = () => undefined,
  ): (socket: Socket) => void {
    const derive = (derivation: () => Promise<Uint8Array>) => derivation();
    return (socket) => {
      const frames = new FrameSocket(socket, () => 1 << 20, limits);
      void respond(frames, { keyFormat, deadlineMs: 5_000, derive })
        .then(async (agreement) => afterwards(frames, (await baseHop(agreement)).cipher))
        .then(() => frames.receive())
        .then(() => frames.receive())
        .catch(() => frames.close());
    };
  }

  it.each(KEY_FORMATS)('reports that keys are %s, and how long each step took', async (format) => {
    serve = agree(format, async (frames, cipher) => {
      expect((await frames.receive()).type).toBe(FrameType.Hello);
      expect((await frames.receive()).type).toBe(FrameType.Control);
      frames.send(FrameType.Audio, cipher.seal(Uint8Array.of(1, 2), FrameType.Audio));
      frames.send(FrameType.Control, cipher.seal(encodeCapabilities(), FrameType.Control));
    });
    const { connectMs, handshakeMs, roundTripMs, ...rest } = await tryOut();
    expect(rest).toEqual({ keyFormat: format, fingerprint: null, supportsNativeMessages: true });
    for (const ms of [connectMs, handshakeMs, roundTripMs]) expect(ms).toBeGreaterThan(0);
  });

  it('works with a server that never answers an announcement', async () => {
    serve = agree('pem');
    const answer = await tryOut({ announcementMs: 50 });
    expect(answer).toMatchObject({ roundTripMs: null, supportsNativeMessages: false });
  });

  it('reports a server that closes the connection, and one that does not listen', async () => {
    serve = (socket) => socket.destroy();
    await expect(tryOut()).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
    const target = address();
    server.close();
    const nobody = probe(target, { ...options, signal });
    await expect(nobody).rejects.toMatchObject({ code: ErrorCode.Unreachable });
  });

  it('stops when its signal aborts', async () => {
    const controller = new AbortController();
    const accepted = new Promise<void>((resolve) => (serve = () => resolve()));
    const trying = probe(address(), { ...options, signal: controller.signal });
    await accepted;
    controller.abort();
    await expect(trying).rejects.toBeInstanceOf(ConnectionError);
  });
});
