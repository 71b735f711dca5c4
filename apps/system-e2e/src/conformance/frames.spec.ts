import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { A, encodeFrame, frameHead, K, S } from './frame';
import { FrameStream } from './frame-stream';
import { join } from './hop';
import { expectNextIsMarker, members, PATIENT, refused } from './lobby';
import { sealMessage } from './sealed-message';

const UNKNOWN = 0x7a;
const MAX_AUDIO_LENGTH = 8_388_608 + 1;

describe('frames (docs/protocol.md, section 2)', () => {
  let server: ServerProcess;
  beforeAll(async () => (server = await startVoiceServer(PATIENT)));
  afterAll(stopAll);

  it('M2.1 counts the type byte and the body in the length', async () => {
    const stream = await FrameStream.open(server.port);
    const [chunk] = await new Promise<Buffer[]>((resolve) =>
      stream.socket.once('data', (data) => resolve([data])),
    );
    expect(chunk.readUInt32BE(0)).toBe(chunk.length - 4);
    expect(encodeFrame(S, Buffer.from('cafe', 'hex')).toString('hex')).toBe('0000000353cafe');
    stream.socket.destroy();
  });

  it('M2.2 puts frames together however TCP cuts them', async () => {
    const [ann, ben] = await members(server, 2);
    const [one, two] = ['one', 'two'].map((text) =>
      encodeFrame(A, sealMessage(ann.keys, Buffer.from(text))),
    );
    for (const byte of one) await ann.stream.write(Buffer.of(byte));
    ann.stream.socket.write(Buffer.concat([two, one.subarray(0, 3)]));
    expect(await ben.receive()).toEqual(Buffer.from('one'));
    expect(await ben.receive()).toEqual(Buffer.from('two'));
  });

  it('M2.3 TM-D2: closes on a length of 0, in the handshake and after it', async () => {
    const fresh = await FrameStream.open(server.port);
    fresh.socket.write(Buffer.alloc(4));
    await refused(server, fresh, 'frame_empty');

    const member = await join(server.port);
    member.stream.socket.write(Buffer.alloc(4));
    await refused(server, member.stream, 'frame_empty');
  });

  it.each([
    ['a key', K, 512 + 1],
    ['any frame in the handshake', A, 512 + 1],
  ])('M2.4 TM-D2: closes on the head of %s above the limit', async (_, type, length) => {
    const stream = await FrameStream.open(server.port);
    stream.socket.write(frameHead(length, type));
    await refused(server, stream, 'frame_too_large');
  });

  it.each([
    ['an A', A, MAX_AUDIO_LENGTH + 1],
    ['an A', A, 0xffff_ffff],
    ['an unknown frame', UNKNOWN, 2048 + 1],
  ])('M2.4 TM-D2: closes on the head of %s of length %#', async (_, type, length) => {
    const { stream } = await join(server.port);
    stream.socket.write(frameHead(length, type));
    await refused(server, stream, 'frame_too_large');
  });

  it('M2.4 relays a message whose length is the limit', async () => {
    const [ann, ben] = await members(server, 2);
    const audio = Buffer.alloc(MAX_AUDIO_LENGTH - 1 - 60, 7);
    ann.send(audio);
    expect((await ben.receive()).equals(audio)).toBe(true);
  });

  it('M2.5 ignores 10 frames of unknown types and closes on the next one', async () => {
    const [ann, ben] = await members(server, 2);
    const sizes = [0, 1, 2047, ...Array<number>(7).fill(5)];
    for (const size of sizes) ann.stream.send(UNKNOWN, Buffer.alloc(size));
    await expectNextIsMarker(ann, ben);
    ann.stream.send(UNKNOWN + 1, Buffer.alloc(1));
    await refused(server, ann.stream, 'protocol_error');
  });

  it.each([
    ['K', K],
    ['S', S],
  ])('M2.5 closes on a %s after the handshake', async (_, type) => {
    const { stream } = await join(server.port);
    stream.send(type, Buffer.alloc(16));
    await refused(server, stream, 'protocol_error');
  });
});
