import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Browser } from '../browser/browser';
import { stopAll } from '../processes/running';
import { startSystem, type System } from './system';

/** Hosts that a browser must not make the gateway dial, `127.0.0.1` in other words among them. */
const HOSTS = [
  '169.254.169.254',
  '[::1]',
  '::1',
  '::ffff:127.0.0.1',
  '2130706433',
  '0x7f000001',
  '0177.0.0.1',
  '127.1',
  '127.0.0.1.',
  '127.0.0.1 ',
  'localhost',
  '0.0.0.0',
  'example.com',
  'metadata.google.internal',
  // Names that their owners point at this machine or at that address, now or after they were checked.
  '127.0.0.1.nip.io',
  'rebinding.example',
  'user@127.0.0.1',
  '127.0.0.1/..',
  '127.0.0.1\0',
];

describe('TM-E1: servers that the gateway is not configured for', () => {
  let system: System;
  let browser: Browser;
  let bystander: Server;
  let visits = 0;

  beforeAll(async () => {
    system = await startSystem();
    browser = await Browser.open(system.gateway.url);
    bystander = createServer(() => visits++).listen(0, '127.0.0.1');
    await once(bystander, 'listening');
  });
  afterAll(async () => {
    browser.close();
    bystander.close();
    await stopAll();
  });

  it.each(HOSTS)('are not dialled as %j', async (host) => {
    const answer = await browser.ask('connect_to_server', { host, port: system.voice.port });
    expect(answer).toMatchObject({ code: 'not_allowed' });
    expect(await browser.next('server_error')).toEqual(answer);
  });

  it.each([22, 80, 65_535])('are not dialled on port %d', async (port) => {
    const answer = await browser.ask('connect_to_server', { host: '127.0.0.1', port });
    expect(answer).toMatchObject({ code: 'not_allowed' });
  });

  it('are not dialled even where one listens', async () => {
    const { port } = bystander.address() as AddressInfo;
    for (const host of ['127.0.0.1', 'localhost'])
      expect(await browser.ask('connect_to_server', { host, port })).toMatchObject({
        code: 'not_allowed',
      });
    expect(visits).toBe(0);
  });

  it('are not meant by half a name', async () => {
    for (const half of [{ host: '127.0.0.1' }, { port: system.voice.port }])
      expect(await browser.ask('connect_to_server', half)).toMatchObject({ code: 'not_allowed' });
  });

  it.each([0, -1, 65_536, 1.5, Number.MAX_SAFE_INTEGER])('have no port %d', async (port) => {
    const answer = await browser.ask('connect_to_server', { host: '127.0.0.1', port });
    expect(answer).toMatchObject({ code: 'invalid_request' });
  });
});
