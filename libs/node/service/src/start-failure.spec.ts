import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { ErrorCode, UsageError } from '@sealwave/kernel';
import { startFailure } from './start-failure';

/** The error of listening on `port` of `host`. */
async function listenError(port: number, host: string): Promise<unknown> {
  const server = createServer().listen(port, host);
  const [error] = await Promise.race([once(server, 'error'), once(server, 'listening')]);
  server.close();
  return error;
}

describe('startFailure', () => {
  it('names the port that another program uses', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(startFailure(await listenError(port, '127.0.0.1'))).toBe(
      `port ${port} is in use by another program`,
    );
    other.close();
  });

  it.each([
    ['192.0.2.1', 'is of another machine: RFC 5737 keeps it for examples'],
    ['nowhere.invalid', 'has no address: RFC 6761 keeps it so'],
  ])('says that %s is not here, as it %s', async (host) => {
    expect(startFailure(await listenError(0, host))).toBe(
      'the configured host is not an address of this machine',
    );
  });

  it('repeats the message of a known error', () => {
    expect(startFailure(new UsageError(ErrorCode.Config, 'two problems'))).toBe('two problems');
  });

  it('passes on unexpected errors', () => {
    const surprise = new TypeError('surprise');
    expect(startFailure(surprise)).toBe(surprise);
  });
});
