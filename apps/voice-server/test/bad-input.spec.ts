import { randomBytes } from 'node:crypto';
import { ErrorCode } from '@sealwave/kernel';
import { encodeFrame, FrameType } from '@sealwave/wire';
import { RunningServer } from './running-server';
import { stranger, type TestClient } from './test-client';

describe('bad input', () => {
  let server: RunningServer;
  let speaker: TestClient;
  let listener: TestClient;
  let culprit: TestClient;

  beforeAll(async () => {
    server = await RunningServer.start({ VOICE_FRAME_MS: 150 });
    [speaker, listener] = await server.joined(2);
  });

  beforeEach(async () => {
    [culprit] = await server.joined(1);
    server.log.lines.length = 0;
  });

  /** Whatever came, the others go on, and nothing of it counts as a fault of ours. */
  afterEach(async () => {
    culprit.frames.close();
    await server.log.until('session-closed');
    speaker.send(Uint8Array.of(42));
    expect(await listener.receive()).toEqual(Buffer.of(42));
    expect(server.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  afterAll(() => server.stop());

  const codes = (event: string) => server.log.of(event).map(({ code }) => code);

  it.each([
    ['a length of zero', '00000000', ErrorCode.FrameEmpty],
    ['a giant length', 'ffffffff41', ErrorCode.FrameTooLarge],
    ['a giant length of an unknown type', '000008017a', ErrorCode.FrameTooLarge],
    ['half a length field', '0000', ErrorCode.FrameStalled],
    ['half a message', '0000010041aaaa', ErrorCode.FrameStalled],
    ['a second key', '000000014b', ErrorCode.ProtocolError],
    ['a salt', '0000000153', ErrorCode.ProtocolError],
  ])('ends a session after %s', async (_, hex, code) => {
    culprit.socket.write(Buffer.from(hex, 'hex'));
    await culprit.cutOff();
    await server.log.until('session-closed');
    expect(codes('session-cut')).toEqual([code]);
  });

  it('ignores ten frames of unknown types and ends the session at the eleventh', async () => {
    for (let i = 0; i < 10; i++) culprit.sendFrame(0x58, randomBytes(41));
    culprit.send(Uint8Array.of(1));
    expect(await listener.receive()).toEqual(Buffer.of(1));
    culprit.sendFrame(0x7a);
    await culprit.cutOff();
    await server.log.until('session-closed');
    expect(codes('session-cut')).toEqual([ErrorCode.ProtocolError]);
  });

  it('drops messages with a wrong tag, and ends the session at the third', async () => {
    const spoiled = culprit.seal(Uint8Array.of(1));
    spoiled[20] ^= 1;
    culprit.sendSealed(spoiled);
    culprit.sendSealed(randomBytes(10));
    culprit.send(Uint8Array.of(2));
    expect(await listener.receive()).toEqual(Buffer.of(2));
    culprit.sendSealed(randomBytes(100));
    await culprit.cutOff();
    await server.log.until('session-closed');
    expect(codes('session-cut')).toEqual([ErrorCode.IntegrityFailed]);
    expect(codes('message-dropped')).toHaveLength(3);
  });

  it('drops replayed and reflected messages and continues', async () => {
    const message = culprit.seal(Uint8Array.of(1));
    for (let i = 0; i < 4; i++) culprit.sendSealed(message);
    expect(await listener.receive()).toEqual(Buffer.of(1));
    speaker.send(Uint8Array.of(2));
    culprit.sendSealed(await culprit.receiveSealed());
    culprit.send(Uint8Array.of(3));
    expect(await listener.receive()).toEqual(Buffer.of(2));
    expect(await listener.receive()).toEqual(Buffer.of(3));
    expect(codes('message-dropped')).toEqual(new Array(4).fill(ErrorCode.ReplayedMessage));
  });

  it('relays nothing of a message without audio', async () => {
    culprit.send(new Uint8Array(0));
    culprit.send(Uint8Array.of(1));
    expect(await listener.receive()).toEqual(Buffer.of(1));
  });

  it('ends a session that sends garbage after the handshake', async () => {
    culprit.socket.write(Buffer.alloc(4_096, 0xa5));
    await culprit.cutOff();
    await server.log.until('session-closed');
    expect(codes('session-cut')).toEqual([ErrorCode.FrameTooLarge]);
  });

  it.each([
    ['stops inside its key', '000000424b04aa', ErrorCode.FrameStalled],
    ['claims a giant key', '000002014b', ErrorCode.FrameTooLarge],
    ['speaks another protocol', '474554202f', ErrorCode.FrameTooLarge],
    ['sends audio instead of a key', '0000000241aa', ErrorCode.ProtocolError],
    ['sends an empty key', '000000014b', ErrorCode.PublicKeyInvalid],
  ])('refuses a client that %s', async (_, hex, code) => {
    const { socket } = stranger(server.port);
    socket.write(Buffer.from(hex, 'hex'));
    await server.log.until('connection-refused');
    expect(codes('connection-refused')).toEqual([code]);
    socket.destroy();
  });

  it('refuses keys that are not points of the curve, in any encoding', async () => {
    const offCurve = new Uint8Array(65).fill(4);
    const infinity = new Uint8Array(65).fill(0).fill(4, 0, 1);
    const der = Buffer.from(
      `3059301306072a8648ce3d020106082a8648ce3d030107034200${Buffer.from(offCurve).toString('hex')}`,
      'hex',
    );
    const pem = `-----BEGIN PUBLIC KEY-----\n${der.toString('base64')}\n-----END PUBLIC KEY-----\n`;
    const keys = [offCurve, infinity, der, Buffer.from(pem)];
    for (const key of keys) {
      stranger(server.port).socket.write(encodeFrame(FrameType.PublicKey, key));
    }
    await server.log.until('connection-refused', keys.length);
    expect(codes('connection-refused')).toEqual(keys.map(() => ErrorCode.PublicKeyInvalid));
  });
});
