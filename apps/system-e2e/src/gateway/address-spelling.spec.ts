import { randomBytes } from 'node:crypto';
import { connectionRefused } from '@sealwave/contracts';
import { Browser } from '../browser/browser';
import { startSystem } from '../integration/system';
import { startGateway, stopAll } from '../processes/running';

/** Ways in which proxies write where one and the same visitor comes from. */
const SPELLINGS = [
  '203.0.113.7',
  '203.0.113.7:1111',
  '[::ffff:203.0.113.7]:2222',
  '::FFFF:CB00:7107',
  '"203.0.113.7:3333"',
  '203.000.113.007',
];
const UNUSED_PORT = 1;

const open = (url: string, address: string) =>
  Browser.open(url, undefined, { extraHeaders: { 'x-forwarded-for': address } });

describe('TM-S6: one visitor, however a proxy writes the address', () => {
  afterEach(stopAll);

  it('has the sockets of one', async () => {
    const { url } = await startGateway(UNUSED_PORT, { GATEWAY_SOCKETS_PER_ADDRESS: 1 });
    const first = await open(url, SPELLINGS[0]);
    for (const spelling of SPELLINGS.slice(1)) {
      const error: unknown = await open(url, spelling).catch((reason: unknown) => reason);
      expect(connectionRefused(error)).toMatchObject({ code: 'rate_limited' });
    }
    first.close();
  });

  it('is not exempt for a text that nobody can read', async () => {
    const { url } = await startGateway(UNUSED_PORT, { GATEWAY_SOCKETS_PER_ADDRESS: 1 });
    const first = await open(url, 'unknown');
    for (const other of ['_hidden', '256.0.0.1', '203.0.113.7;x']) {
      const error: unknown = await open(url, other).catch((reason: unknown) => reason);
      expect(connectionRefused(error)).toMatchObject({ code: 'rate_limited' });
    }
    first.close();
  });

  it('stays banned', async () => {
    const { gateway } = await startSystem();
    const key = () => randomBytes(32).toString('base64url');
    const room = { id: randomBytes(16).toString('base64url'), access: key() };
    const ann = await open(gateway.url, '203.0.113.9');
    await ann.ask('connect_to_server', { room: { ...room, moderation: key() }, name: 'Ann' });
    const ben = await open(gateway.url, SPELLINGS[0]);
    const entered = await ben.ask('connect_to_server', { room, name: 'Ben' });
    const { you } = entered['room'] as { you: number };
    await ann.ask('moderate', { act: 'ban', n: you });
    expect(await ben.next('server_error')).toMatchObject({ code: 'removed' });
    for (const spelling of SPELLINGS) {
      const again = await open(gateway.url, spelling);
      expect(await again.ask('connect_to_server', { room, name: 'Carl' })).toMatchObject({
        code: 'join_denied',
      });
      again.close();
    }
    const other = await open(gateway.url, '203.0.113.8:1111');
    expect(await other.ask('connect_to_server', { room, name: 'Dan' })).toHaveProperty('room');
    [ann, ben, other].forEach((browser) => browser.close());
  });
});
