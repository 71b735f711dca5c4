import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { endOfTurn, SendQueue } from './send-queue';

describe('SendQueue', () => {
  let near: Socket;
  let far: Socket;
  let queue: SendQueue;
  let writes: number;
  let read: Buffer[];

  beforeEach(async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    far = connect((server.address() as AddressInfo).port, '127.0.0.1');
    [near] = (await once(server, 'connection')) as [Socket];
    server.close();
    read = [];
    far.on('data', (chunk: Buffer) => read.push(chunk));
    writes = 0;
    // What a stream calls for each write to the system.
    for (const name of ['_write', '_writev'] as const) {
      const write = near[name]?.bind(near) as (...args: unknown[]) => void;
      near[name] = (...args: unknown[]) => {
        writes++;
        write(...args);
      };
    }
    queue = new SendQueue(near, { maxQueuedBytes: 1 << 24, stallMs: 10_000 }, () => near.destroy());
  });
  afterEach(() => [near, far].forEach((socket) => socket.destroy()));

  const all = async (bytes: number): Promise<Buffer> => {
    while (Buffer.concat(read).length < bytes) await once(far, 'data');
    return Buffer.concat(read);
  };

  it('TM-D11 writes once what is queued in one turn, in order', async () => {
    for (let i = 0; i < 100; i++) queue.push(Buffer.of(i));
    expect([...(await all(100))]).toEqual([...Array(100).keys()]);
    expect(writes).toBe(1);
  });

  it('writes long data without waiting for more', () => {
    queue.push(Buffer.alloc(64 * 1024));
    expect(writes).toBe(1);
  });

  it('writes everything queued before its end', async () => {
    queue.push(Buffer.of(1));
    queue.end();
    await once(far, 'end');
    expect([...Buffer.concat(read)]).toEqual([1]);
  });

  it('TM-D6 has written at the end of the turn what was queued in it', async () => {
    queue.push(Buffer.of(1));
    expect(writes).toBe(0);
    await endOfTurn();
    expect(writes).toBe(1);
  });

  it('resolves exactly when everything was written', async () => {
    queue.push(Buffer.of(1));
    expect(writes).toBe(0);
    await queue.flushed();
    expect(writes).toBe(1);
  });
});
