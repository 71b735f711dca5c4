import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { ErrorCode } from '@sealwave/kernel';
import { encodeFrame, type Frame, FrameType } from '@sealwave/wire';
import { FrameSocket, type FrameSocketLimits } from './frame-socket';
import { MemoryPool } from './memory-pool';

const limits: FrameSocketLimits = {
  maxQueuedBytes: 1 << 20,
  stallMs: 60_000,
  frameMs: 60_000,
  minProgressBytes: 1_000,
};

describe('FrameSocket over real TCP', () => {
  let server: Server;
  const opened: { destroy(): void }[] = [];

  beforeEach(async () => {
    server = createServer({ allowHalfOpen: false }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });

  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  });

  /** Our end, wrapped, and the peer's end, bare. */
  async function connected(overrides: Partial<FrameSocketLimits> = {}) {
    const peer: Socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    const [socket] = (await once(server, 'connection')) as [Socket];
    opened.push(peer, socket);
    const frames = new FrameSocket(socket, () => 1 << 22, { ...limits, ...overrides });
    return { peer, frames };
  }

  /** Stops the clock of the deadlines; only `jest.advanceTimersByTime` moves it. */
  const holdClock = () => jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate'] });
  afterEach(() => jest.useRealTimers());

  async function collect(frames: FrameSocket): Promise<Frame[]> {
    const all: Frame[] = [];
    for await (const frame of frames.frames()) all.push(frame);
    return all;
  }

  it('returns frames one at a time first, then as a stream', async () => {
    const { peer, frames } = await connected();
    for (const byte of [1, 2, 3]) peer.write(encodeFrame(FrameType.Audio, Uint8Array.of(byte)));
    peer.end();
    expect((await frames.receive()).body).toEqual(Uint8Array.of(1));
    expect((await collect(frames)).map(({ body }) => body[0])).toEqual([2, 3]);
  });

  it('keeps the memory of a long frame reserved while the frame is handled, without counting it as slow', async () => {
    const receiving = new MemoryPool({ limitBytes: 1 << 20 });
    const { peer, frames } = await connected({ receiving });
    peer.write(encodeFrame(FrameType.Audio, new Uint8Array(1 << 19)));
    await frames.receive();
    expect(receiving.usedBytes).toBeGreaterThan(0);
    expect(frames.progressBytes).toBe(Infinity);
    await frames.pause(1);
    expect(receiving.usedBytes).toBe(0);
  });

  it('reports that the peer closed when it expected a frame', async () => {
    const { peer, frames } = await connected();
    peer.end();
    await expect(frames.receive()).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
  });

  it('returns everything that arrived before a reset, however slowly it is read', async () => {
    const { peer, frames } = await connected();
    const frame = encodeFrame(FrameType.Audio, new Uint8Array(400));
    peer.write(Buffer.concat(Array.from({ length: 10 }, () => frame)));
    await frames.receive();
    // While the first one is dealt with, more come, and then the peer is killed.
    for (let i = 0; i < 10; i++) peer.write(frame);
    await new Promise((resolve) => setImmediate(resolve));
    peer.resetAndDestroy();
    await new Promise((resolve) => frames.ended.addEventListener('abort', resolve));
    expect(await collect(frames)).toHaveLength(19);
  });

  it.each([
    ['before anything was taken', false],
    ['after a part was taken', true],
  ])('returns everything that arrived when a write is the first to fail, %s', async (_, takes) => {
    const { peer, frames } = await connected();
    const frame = encodeFrame(FrameType.Audio, new Uint8Array(4_000));
    if (peer.connecting) await once(peer, 'connect');
    await new Promise((resolve) => peer.write(frame, resolve));
    if (takes) await frames.receive();
    // All of it has come, and the reset too, and nothing of it was read, when we write.
    peer.write(Buffer.concat(Array.from({ length: 19 }, () => frame)));
    peer.resetAndDestroy();
    for (let i = 0; i < 3; i++) frames.send(FrameType.Audio, new Uint8Array(1));
    expect(await collect(frames)).toHaveLength(takes ? 19 : 20);
    expect(frames.closed).toBe(true);
  });

  it('treats a reset as a normal end', async () => {
    const { peer, frames } = await connected();
    peer.resetAndDestroy();
    expect(await collect(frames)).toEqual([]);
    expect(frames.closed).toBe(true);
  });

  it('closes the connection after malformed framing', async () => {
    const { peer, frames } = await connected();
    peer.write(Uint8Array.of(0, 0, 0, 0));
    await expect(collect(frames)).rejects.toMatchObject({ code: ErrorCode.FrameEmpty });
    await once(peer, 'close');
  });

  it('closes the connection of a peer that begins a frame and stalls', async () => {
    const { peer, frames } = await connected({ frameMs: 30 });
    peer.write(Uint8Array.of(0, 0));
    await expect(collect(frames)).rejects.toMatchObject({ code: ErrorCode.FrameStalled });
  });

  it('accepts short frames that arrive slowly, even if none ends at the end of a segment', async () => {
    const { peer, frames } = await connected({ frameMs: 200 });
    holdClock();
    const frame = encodeFrame(FrameType.Audio, new Uint8Array(20));
    peer.write(frame.subarray(0, 9));
    for (let i = 0; i < 15; i++) {
      jest.advanceTimersByTime(150);
      peer.write(Buffer.concat([frame.subarray(9), frame.subarray(0, 9)]));
      expect((await frames.receive()).body).toHaveLength(20);
    }
    peer.end(frame.subarray(9));
    expect(await collect(frames)).toHaveLength(1);
  });

  it('closes the connection of a peer that stalls after complete frames', async () => {
    const { peer, frames } = await connected({ frameMs: 30, minProgressBytes: 10 });
    const frame = encodeFrame(FrameType.Audio, new Uint8Array(2_000));
    peer.write(Buffer.concat([frame, frame, frame.subarray(0, 1_500)]));
    await expect(collect(frames)).rejects.toMatchObject({ code: ErrorCode.FrameStalled });
  });

  it('delivers long messages whole and in order', async () => {
    const { peer, frames } = await connected({ maxQueuedBytes: 1 << 23 });
    const other = new FrameSocket(peer, () => 1 << 22, limits);
    const bodies = [300_000, 5, 1_000_000, 70_000].map((size, i) => new Uint8Array(size).fill(i));
    for (const body of bodies) frames.send(FrameType.Audio, body);
    await frames.flushed();
    frames.end();
    const received = await collect(other);
    expect(received.map(({ body }, i) => Buffer.compare(body, bodies[i]))).toEqual([0, 0, 0, 0]);
  });

  it('gives up a peer that never reads, at the limit of bytes', async () => {
    const { peer, frames } = await connected({ maxQueuedBytes: 100_000 });
    peer.pause();
    const ended = expect(collect(frames)).rejects.toMatchObject({ code: ErrorCode.SlowConsumer });
    while (!frames.closed) {
      frames.send(FrameType.Audio, new Uint8Array(50_000));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await ended;
  });

  it('gives up a peer that never reads, at the limit of time', async () => {
    const { peer, frames } = await connected({ maxQueuedBytes: 1 << 30, stallMs: 50 });
    peer.pause();
    const ended = collect(frames);
    for (let i = 0; i < 30; i++) frames.send(FrameType.Audio, new Uint8Array(1 << 20));
    await expect(ended).rejects.toMatchObject({ code: ErrorCode.SlowConsumer });
    await frames.flushed();
  });

  it('gives up a peer that does not end its half after ours', async () => {
    const { peer, frames } = await connected({ stallMs: 30 });
    peer.pause();
    frames.send(FrameType.Audio, new Uint8Array(10));
    frames.end();
    await expect(collect(frames)).rejects.toMatchObject({ code: ErrorCode.SlowConsumer });
  });

  it('reports its end and the reason, and ends a pause early', async () => {
    const { peer, frames } = await connected();
    const paused = frames.pause(3_600_000);
    expect(frames.ended.aborted).toBe(false);
    peer.resetAndDestroy();
    await paused;
    expect(frames.ended.reason).toMatchObject({ code: ErrorCode.PeerClosed });
    await frames.pause(3_600_000);
  });

  it('lets callers peek at the next frame, and still returns it', async () => {
    const { peer, frames } = await connected();
    const early = frames.peek();
    for (const byte of [1, 2]) peer.write(encodeFrame(FrameType.Audio, Uint8Array.of(byte)));
    peer.end();
    for (const look of [early, frames.peek()]) expect((await look).body).toEqual(Uint8Array.of(1));
    expect((await collect(frames)).map(({ body }) => body[0])).toEqual([1, 2]);
    await expect(frames.peek()).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
  });

  it('reports why the connection ended to a reader that peeked before', async () => {
    const { peer, frames } = await connected();
    const look = frames.peek();
    peer.write(Uint8Array.of(0, 0, 0, 0));
    await expect(look).rejects.toMatchObject({ code: ErrorCode.FrameEmpty });
    await expect(collect(frames)).rejects.toMatchObject({ code: ErrorCode.FrameEmpty });
  });

  it('sends frames that belong together in one segment', async () => {
    const { peer, frames } = await connected();
    frames.sendTogether(
      [FrameType.PublicKey, Uint8Array.of(1)],
      [FrameType.Hello, Uint8Array.of(2)],
    );
    const [chunk] = await once(peer, 'data');
    expect(chunk.toString('hex')).toBe('000000024b01000000024802');
  });

  it('gives up a peer that is silent, but not one that waits for us', async () => {
    const { peer, frames } = await connected();
    holdClock();
    frames.limitSilence(60);
    const reading = frames.frames()[Symbol.asyncIterator]();
    peer.write(encodeFrame(FrameType.Audio, Uint8Array.of(1)));
    await reading.next();
    jest.advanceTimersByTime(150);
    expect(frames.closed).toBe(false);
    const next = reading.next();
    await new Promise(setImmediate); // by then it waits for the peer
    jest.advanceTimersByTime(60);
    await expect(next).rejects.toMatchObject({ code: ErrorCode.Timeout });
  });

  it('ignores what is sent after the end', async () => {
    const { frames } = await connected();
    frames.close();
    frames.send(FrameType.Audio, new Uint8Array(1));
    await frames.flushed();
    expect(frames.closed).toBe(true);
  });
});
