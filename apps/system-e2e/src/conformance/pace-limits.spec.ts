import { pause } from '../attacks/pause';
import { startVoiceServer, stopAll } from '../processes/running';
import { A, encodeFrame, frameHead } from './frame';
import { expectNextIsMarker, members, refused } from './lobby';
import type { Hop } from './hop';
import { sealMessage } from './sealed-message';

/** Settings under which a test may send as fast as it can. */
const UNHURRIED = { VOICE_MESSAGES_PER_SECOND: 1_000_000, VOICE_BYTES_PER_SECOND: 1_073_741_824 };
const MEBIBYTE = 1_048_576;

describe('limits on the pace (docs/protocol.md, sections 6.1 and 6.2)', () => {
  afterEach(stopAll);

  it('M6.2 TM-D5: reads a client that sends too many messages more slowly and loses none', async () => {
    const server = await startVoiceServer({ VOICE_MESSAGES_PER_SECOND: 2 });
    const [ann, ben, cyd] = await members(server, 3);
    for (let i = 0; i < 20; i++) ann.send(Buffer.of(i));
    const heard: number[] = [];
    while (heard.length < 4) heard.push((await ben.receive())[0]); // at once; then 2 a second
    await overtakes(cyd, ben, heard, 20);
  });

  it('M6.2 TM-D5: reads a client that sends too many bytes more slowly and loses none', async () => {
    // So slowly that a busy machine does not seal slower than that.
    const server = await startVoiceServer({ VOICE_BYTES_PER_SECOND: MEBIBYTE / 4 });
    const [ann, ben, cyd] = await members(server, 3);
    for (let i = 0; i < 13; i++) ann.send(Buffer.alloc(MEBIBYTE, i));
    const heard: number[] = [];
    while (heard.length < 10) heard.push((await ben.receive())[0]); // at once; then one in four seconds
    await overtakes(cyd, ben, heard, 13);
  });

  it('M6.7 TM-D11: counts a message once for each that it goes to, and loses none', async () => {
    const server = await startVoiceServer({ VOICE_DELIVERIES_PER_SECOND: 50 });
    const [ann, ben, cyd] = await members(server, 3);
    for (let i = 0; i < 120; i++) ann.send(Buffer.of(i));
    // 100 copies at once, two for each message: by then the rest is being held back.
    for (let i = 0; i < 50; i++) expect(await cyd.receive()).toEqual(Buffer.of(i));
    ben.send(Buffer.from('not held back'));
    const heard: string[] = [];
    while (heard.length < 71) heard.push((await cyd.receive()).toString('latin1'));
    expect(heard.indexOf('not held back')).toBeLessThan(60);
    const rest = heard.filter((audio) => audio !== 'not held back');
    expect(rest.map((audio) => audio.charCodeAt(0))).toEqual(
      Array.from({ length: 70 }, (_, i) => 50 + i),
    );
  });

  it('M6.8 TM-D13: disconnects who does not get on with a long frame while another one waits', async () => {
    const server = await startVoiceServer({ VOICE_MEMORY_BYTES: 4 * MEBIBYTE });
    const [idle, ann, ben] = await members(server, 3);
    await idle.stream.write(frameHead(MEBIBYTE, A));
    await idle.stream.write(Buffer.alloc(MEBIBYTE / 2));
    const audio = Buffer.alloc(MEBIBYTE, 7);
    ann.send(audio);
    expect((await ben.receive()).equals(audio)).toBe(true);
    await refused(server, idle.stream, 'frame_stalled');
  });

  it('M6.3 TM-D4: disconnects a client that reads too slowly, and nobody waits for it', async () => {
    const server = await startVoiceServer({ ...UNHURRIED, VOICE_MAX_QUEUED_BYTES: MEBIBYTE });
    const [ann, ben, slow] = await members(server, 3);
    slow.stream.socket.pause();
    const cut = server.logged('"slow_consumer"').then(() => true);
    for (let isCut = false; !isCut;) {
      ann.send(Buffer.alloc(MEBIBYTE / 4));
      await ben.receive();
      isCut = await Promise.race([cut, false]);
    }
    await expectNextIsMarker(ann, ben);
    slow.stream.socket.resume();
    await slow.stream.closed;
  });

  it('M6.5 TM-D3: closes when a frame that has begun does not end in time', async () => {
    const server = await startVoiceServer({ VOICE_FRAME_MS: 200 });
    const [ann] = await members(server, 1);
    await ann.stream.write(frameHead(1_000, A));
    await refused(server, ann.stream, 'frame_stalled');
  });

  it('M6.5 TM-D3: closes when a large frame only trickles', async () => {
    const server = await startVoiceServer({ VOICE_FRAME_MS: 200 });
    const [ann] = await members(server, 1);
    await ann.stream.write(frameHead(8 * MEBIBYTE, A));
    const trickle = setInterval(() => ann.stream.socket.write(Buffer.alloc(1_000)), 10);
    await refused(server, ann.stream, 'frame_stalled');
    clearInterval(trickle);
  });

  it('M6.5 lets a large frame take its time as long as it grows', async () => {
    const server = await startVoiceServer({ VOICE_FRAME_MS: 2_000 });
    const [ann, ben] = await members(server, 2);
    const audio = Buffer.alloc(2 * MEBIBYTE, 7);
    const frame = encodeFrame(A, sealMessage(ann.keys, audio));
    const tenth = Math.ceil(frame.length / 10);
    for (let at = 0; at < frame.length; at += tenth) {
      await pause(250);
      await ann.stream.write(frame.subarray(at, at + tenth));
    }
    expect((await ben.receive()).equals(audio)).toBe(true);
  });

  it('M6.6 TM-D4: disconnects a client to which nothing can be written', async () => {
    // Longer than a test that has to wait for its processor reads nothing.
    const server = await startVoiceServer({ ...UNHURRIED, VOICE_STALL_MS: 3_000 });
    const [ann, ben, dead] = await members(server, 3);
    dead.stream.socket.pause();
    // More than the system buffers for a connection, less than may wait in the server.
    for (let i = 0; i < 14; i++) ann.send(Buffer.alloc(MEBIBYTE));
    for (let i = 0; i < 14; i++) await ben.receive();
    await server.logged('"slow_consumer"');
    await expectNextIsMarker(ann, ben);
  });
});

/** Expects that what `hasty` says overtakes some of the `count` messages that `to` has heard a part of, all in order. */
async function overtakes(hasty: Hop, to: Hop, heard: number[], count: number): Promise<void> {
  const OTHER = 255;
  hasty.send(Buffer.of(OTHER));
  while (heard.length < count + 1) heard.push((await to.receive())[0]);
  expect(heard.filter((number) => number !== OTHER)).toEqual([...Array(count).keys()]);
  expect(heard.at(-1)).not.toBe(OTHER);
}
