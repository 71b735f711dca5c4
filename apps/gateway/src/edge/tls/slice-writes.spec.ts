import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { makeSelfSigned } from './self-signed';
import { sliceWrites } from './slice-writes';

const MEBIBYTE = 1024 * 1024;

/** The TCP handle below TLS. */
interface Inside {
  readonly _handle: { readonly _parent: { readonly writeQueueSize: number } };
}

describe('sliceWrites', () => {
  let server: Server;
  let served: TLSSocket;
  let peer: TLSSocket;

  beforeEach(async () => {
    const names = { hostNames: ['hall'], lanAddresses: [], lanAddresses6: [] };
    const pem = await makeSelfSigned(names, Date.now());
    server = createServer({ key: pem, cert: pem }, sliceWrites).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const accepted = once(server, 'secureConnection');
    const { port } = server.address() as AddressInfo;
    peer = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
    await once(peer, 'secureConnect');
    [served] = (await accepted) as [TLSSocket];
  });
  afterEach(async () => {
    peer.destroy();
    served.destroy();
    server.close();
    await once(server, 'close');
  });

  it('changes nothing of what arrives, alone and together, text and bytes', async () => {
    const long = randomBytes(MEBIBYTE);
    const text = 'é'.repeat(100_000);
    const parts = [long, Buffer.from('short'), Buffer.from(text), long, Buffer.from('end')];
    served.write(long);
    served.cork();
    served.write('short');
    served.write(text);
    served.write(long);
    served.uncork();
    served.end('end');
    const arrived: Buffer[] = [];
    for await (const chunk of peer) arrived.push(chunk as Buffer);
    expect(Buffer.concat(arrived).equals(Buffer.concat(parts))).toBe(true);
  });

  it('TM-D14: encrypts no more ahead than a piece for who does not read', async () => {
    peer.pause();
    const error = once(served, 'close');
    served.write(randomBytes(16 * MEBIBYTE));
    const { _handle } = served as unknown as Inside;
    const queued: number[] = [];
    for (let turn = 0; turn < 500; turn++) {
      await nextTurn();
      queued.push(_handle._parent.writeQueueSize);
    }
    // The system takes the first megabytes, and then a piece waits for it.
    expect(Math.max(...queued)).toBeGreaterThan(0);
    expect(Math.max(...queued)).toBeLessThan(MEBIBYTE / 4);
    served.destroy();
    await error;
  });
});
