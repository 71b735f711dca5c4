import { randomBytes } from 'node:crypto';
import { ErrorCode } from '@sealwave/kernel';
import { RunningServer } from './running-server';
import { TestClient } from './test-client';

/** Nonce, tag and code of a sealed message (docs/protocol.md, section 4). */
const MESSAGE_OVERHEAD_BYTES = 12 + 16 + 32;

const MAX_AUDIO_BYTES = 8 * 1024 * 1024 - MESSAGE_OVERHEAD_BYTES;

describe('the lobby over real TCP', () => {
  let server: RunningServer;

  beforeEach(async () => (server = await RunningServer.start()));
  afterEach(() => server.stop());

  it('delivers in order to every other client and never to the sender', async () => {
    const [ann, ben, cyd] = await server.joined(3);
    for (const byte of [1, 2, 3]) ann.send(Uint8Array.of(byte));
    for (const listener of [ben, cyd]) {
      for (const byte of [1, 2, 3]) expect(await listener.receive()).toEqual(Buffer.of(byte));
    }
    ben.send(Uint8Array.of(4));
    expect(await ann.receive()).toEqual(Buffer.of(4));
    expect(await cyd.receive()).toEqual(Buffer.of(4));
  });

  it('keeps the order of messages that take many turns to relay', async () => {
    const [ann, ...listeners] = await server.joined(4);
    const sizes = [300_000, 1, 200_000, 2, 100_000, 3];
    for (const size of sizes) ann.send(new Uint8Array(size));
    for (const listener of listeners) {
      for (const size of sizes) expect(await listener.receive()).toHaveLength(size);
    }
  });

  it('seals each copy separately, so that no two clients get the same bytes', async () => {
    const [ann, ben, cyd] = await server.joined(3);
    const sealed = ann.seal(Uint8Array.of(1, 2, 3));
    ann.sendSealed(sealed);
    const copies = [sealed, await ben.receiveSealed(), await cyd.receiveSealed()];
    expect(new Set(copies.map((copy) => Buffer.from(copy).toString('hex'))).size).toBe(3);
  });

  it('delivers messages to a client that joins later, from then on', async () => {
    const [ann, ben] = await server.joined(2);
    ann.send(Uint8Array.of(1));
    await ben.receive();
    const [cyd] = await server.joined(1);
    ann.send(Uint8Array.of(2));
    expect(await cyd.receive()).toEqual(Buffer.of(2));
  });

  it('continues after a client left or was reset', async () => {
    const [ann, ben, cyd, dan] = await server.joined(4);
    ben.frames.end();
    cyd.socket.resetAndDestroy();
    await server.log.until('session-closed', 2);
    ann.send(Uint8Array.of(1));
    expect(await dan.receive()).toEqual(Buffer.of(1));
    expect(server.log.lines.filter(({ level }) => level !== 'log')).toEqual([]);
  });

  it('delivers a message of the greatest length, and refuses one byte more', async () => {
    const [ann, ben] = await server.joined(2);
    const audio = randomBytes(MAX_AUDIO_BYTES);
    ann.send(audio);
    expect(audio.equals(await ben.receive())).toBe(true);
    ann.send(new Uint8Array(MAX_AUDIO_BYTES + 1));
    await ann.cutOff();
    expect(await server.log.until('session-cut')).toMatchObject([
      { code: ErrorCode.FrameTooLarge },
    ]);
  });
});

describe.each(['pem', 'der', 'raw'] as const)('a server that writes its key as %s', (format) => {
  it('understands clients with keys in any encoding, and each can open what it receives', async () => {
    const server = await RunningServer.start({ VOICE_BASE_KEY_FORMAT: format });
    const formats = ['pem', 'der', 'raw', undefined] as const;
    const clients = await Promise.all(
      formats.map((keyFormat) => TestClient.connect(server.port, keyFormat)),
    );
    server.clients.push(...clients);
    await server.log.until('session-opened', clients.length);
    for (const [i, speaker] of clients.entries()) {
      speaker.send(Uint8Array.of(i));
      for (const listener of clients) {
        if (listener !== speaker) expect(await listener.receive()).toEqual(Buffer.of(i));
      }
    }
    await server.stop();
  });
});
