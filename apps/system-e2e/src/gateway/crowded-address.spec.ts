import { request } from 'node:http';
import { connectionRefused } from '@sealwave/contracts';
import { Browser } from '../browser/browser';
import { startSystem } from '../integration/system';
import { startGateway, stopAll } from '../processes/running';
import { requestSocket } from './request-socket';
import { RawWebSocket } from './raw-web-socket';

const PER_ADDRESS = 3;
/** Of one address, which are told why they are not let in. */
const TOLD = 16;
const EVERYBODY = 64;
const UNUSED_PORT = 1;

const from = (address: string) => ({ extraHeaders: { 'x-forwarded-for': address } });

describe.each([
  ['polling', 200, 403],
  ['websocket', 101, 400],
] as const)('TM-D15: sockets of one address over %s', (transport, letIn, refused) => {
  afterEach(stopAll);

  it('are limited, and one socket too many is told so', async () => {
    const { url } = await startGateway(UNUSED_PORT, { GATEWAY_SOCKETS_PER_ADDRESS: PER_ADDRESS });
    const manner = { transports: [transport], ...from('203.0.113.7') };
    const open = (how: object = manner) => Browser.open(url, undefined, how);
    const all = await Promise.all(Array.from({ length: PER_ADDRESS }, () => open()));

    const error: unknown = await open().catch((reason: unknown) => reason);
    expect(connectionRefused(error)).toMatchObject({ code: 'rate_limited', retry: true });
    for (const other of [from('203.0.113.8'), {}]) {
      const browser = await open({ ...manner, extraHeaders: {}, ...other });
      browser.close();
    }

    all[0].close();
    // The gateway learns of the end a moment later.
    let again: Browser | null = null;
    while (!again) again = await open().catch(() => null);
    [again, ...all].forEach((browser) => browser.close());
  });

  it('of whom too many want to be told are refused before they cost anything', async () => {
    const { url } = await startGateway(UNUSED_PORT, { GATEWAY_SOCKETS_PER_ADDRESS: 1 });
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const browser = await Browser.open(url, undefined, from('203.0.113.7'));
    // They ask, and stay to be told, without saying that they want to connect.
    const waiting = await Promise.all(
      Array.from({ length: TOLD }, () => RawWebSocket.open(url, headers)),
    );
    expect(await requestSocket(url, { transport, headers })).toBe(refused);
    expect(await requestSocket(url, { transport })).toBe(letIn);
    await Promise.all(waiting.map(({ closed }) => closed));
    expect(browser.socket.connected).toBe(true);
    browser.close();
  });
});

describe('TM-D15: everybody at an event, behind one address', () => {
  afterAll(stopAll);

  it('gets in at the same moment, is heard, and the next one is told', async () => {
    const { gateway } = await startSystem();
    const room = { id: 'A'.repeat(22), access: 'A'.repeat(43) };
    const manner = from('203.0.113.7');
    const all = await Promise.all(
      Array.from({ length: EVERYBODY }, () => Browser.open(gateway.url, 'binary', manner)),
    );
    const answers = await Promise.all(all.map((each) => each.ask('connect_to_server', { room })));
    expect(answers.filter((answer) => 'code' in answer)).toEqual([]);
    const { id } = await all[0].ask('send_audio', { audio: Buffer.of(1), encrypted: true });
    for (const each of all.slice(1))
      expect(await each.next('audio_received')).toMatchObject({ id });
    const next: unknown = await Browser.open(gateway.url, 'binary', manner).catch(
      (reason: unknown) => reason,
    );
    expect(connectionRefused(next)).toMatchObject({ code: 'rate_limited' });
    all.forEach((each) => each.close());
  });
});

describe('TM-D15: what a page can be told over HTTP', () => {
  afterAll(stopAll);

  it.each([
    [
      'another version of Engine.IO',
      '/socket.io/?EIO=3&transport=polling',
      'GET',
      {},
      'protocol_error',
    ],
    ['no version', '/socket.io/?transport=polling', 'GET', {}, 'protocol_error'],
    [
      'a body that is too large',
      '/socket.io/?EIO=4',
      'POST',
      { 'content-length': '99999999' },
      'invalid_request',
    ],
    [
      'a body without a length',
      '/socket.io/?EIO=4',
      'POST',
      { 'transfer-encoding': 'chunked' },
      'invalid_request',
    ],
    ['a body where none belongs', '/', 'GET', { 'content-length': '5' }, 'invalid_request'],
    ['a request that there is not', '/', 'DELETE', {}, 'invalid_request'],
  ])('is why %s is refused, with its code', async (_, path, method, headers, code) => {
    const { url } = await startGateway(UNUSED_PORT);
    const text = await new Promise<string>((resolve, reject) => {
      const asked = request(url + path, { method, headers }, (answer) => {
        let body = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
        answer.once('end', () => resolve(body));
      });
      asked.once('error', reject).flushHeaders();
    });
    expect(connectionRefused({ context: { responseText: text } })).toMatchObject({
      code,
      retry: false,
    });
  });
});

describe('TM-D15: requests of one address', () => {
  afterAll(stopAll);

  it('are limited, and those of another one are not', async () => {
    const { url } = await startGateway(UNUSED_PORT, { GATEWAY_REQUESTS_PER_ADDRESS: 1 });
    const get = (address: string) =>
      fetch(`${url}/missing.js`, { headers: { 'x-forwarded-for': address } });
    const statuses: number[] = [];
    for (let i = 0; i < 40; i++) statuses.push((await get('203.0.113.7')).status);
    expect(statuses.slice(0, 20)).toEqual(new Array(20).fill(404));
    expect(statuses).toContain(429);
    expect((await get('203.0.113.8')).status).toBe(404);
  });
});
