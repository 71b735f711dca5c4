import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { A, K, S } from './frame';
import { FrameStream } from './frame-stream';
import { join } from './hop';
import { expectNextIsMarker, members, PATIENT, refused } from './lobby';
import { encodingOf, ENCODINGS } from './public-key';
import { openMessage, sealMessage } from './sealed-message';

describe('the handshake (docs/protocol.md, section 3.1)', () => {
  let server: ServerProcess;
  beforeAll(async () => (server = await startVoiceServer(PATIENT)));
  afterAll(stopAll);

  it('M3.1 begins with the K of the server, before the client says anything', async () => {
    const stream = await FrameStream.open(server.port);
    expect((await stream.next()).type).toBe(K);
    stream.socket.destroy();
  });

  it('M3.2 F1: has a new key pair and a new salt for each connection', async () => {
    const hops = await Promise.all(Array.from({ length: 4 }, () => join(server.port)));
    const distinct = (bytes: Buffer[]): number =>
      new Set(bytes.map((each) => each.toString('hex'))).size;
    expect(distinct(hops.map(({ handshake }) => handshake.peerKey))).toBe(4);
    expect(distinct(hops.map(({ handshake }) => handshake.salt))).toBe(4);
    expect(hops.map(({ handshake }) => handshake.salt.length)).toEqual([16, 16, 16, 16]);
  });

  it.each([
    ['an A', A],
    ['an S', S],
    ['an unknown frame', 0x7a],
  ])('M3.3 closes on %s instead of the K of the client', async (_, type) => {
    const stream = await FrameStream.open(server.port);
    stream.send(type, Buffer.alloc(65, 4));
    await refused(server, stream, 'protocol_error');
  });

  it('M3.4 makes a member with the S: it may send at once, and it receives', async () => {
    const ann = await join(server.port);
    const ben = await join(server.port);
    await expectNextIsMarker(ben, ann);
    await expectNextIsMarker(ann, ben);
  });

  it('M3.5 TM-D3: closes when the client does not answer in time', async () => {
    const strict = await startVoiceServer({ VOICE_HANDSHAKE_MS: 200 });
    const silent = await FrameStream.open(strict.port);
    await refused(strict, silent, 'handshake_timeout');
  });

  describe.each(ENCODINGS)('with a server that sends %s', (format) => {
    let server: ServerProcess;
    beforeAll(async () => (server = await startVoiceServer({ VOICE_BASE_KEY_FORMAT: format })));

    it.each(ENCODINGS)('M3.6 C1: accepts the key of a client in %s', async (encoding) => {
      const ann = await join(server.port, encoding);
      const ben = await join(server.port);
      expect(encodingOf(ann.handshake.peerKey)).toBe(format);
      await expectNextIsMarker(ann, ben);
      await expectNextIsMarker(ben, ann);
      ann.close();
      ben.close();
    });
  });

  it('M3.6 sends PEM of at most 256 bytes unless told otherwise', async () => {
    const { handshake } = await join(server.port);
    expect(encodingOf(handshake.peerKey)).toBe('pem');
    expect(handshake.peerKey.length).toBeLessThanOrEqual(256);
  });

  it('M3.8 uses one key for both directions', async () => {
    const [ann, ben] = await members(server, 2);
    const { aes } = ann.keys;
    ann.stream.send(A, sealMessage({ aes, hmac: aes.subarray(0, 16) }, Buffer.from('to')));
    expect(await ben.receive()).toEqual(Buffer.from('to'));
    ben.send(Buffer.from('fro'));
    const sealed = await ann.receiveSealed();
    expect(openMessage({ aes, hmac: aes.subarray(0, 16) }, sealed)).toEqual(Buffer.from('fro'));
  });
});
