import { startGateway, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { requestSocket } from './request-socket';

/** What each transport is answered, for the one who is let in and the one who is not. */
const TRANSPORTS = [
  ['polling', 200, 403],
  ['websocket', 101, 400],
] as const;
const UNUSED_PORT = 1;

describe.each(TRANSPORTS)('TM-S4: over %s', (transport, letIn, refused) => {
  let gateway: ServerProcess;
  let proxied: ServerProcess;

  const ask = (headers: Readonly<Record<string, string>>, of = gateway) =>
    requestSocket(of.url, { transport, headers });

  beforeAll(async () => {
    [gateway, proxied] = await Promise.all([
      startGateway(UNUSED_PORT),
      startGateway(UNUSED_PORT, { GATEWAY_ORIGINS: 'https://voice.example' }),
    ]);
  });
  afterAll(stopAll);

  it('the page of the gateway and programs without a page are let in', async () => {
    expect(await ask({ origin: gateway.url })).toBe(letIn);
    expect(await ask({})).toBe(letIn);
  });

  it.each(['https://evil.example', 'http://localhost', 'http://localhost.evil.example', 'null'])(
    'the page of %s is refused',
    async (origin) => expect(await ask({ origin })).toBe(refused),
  );

  it('a name that was pointed at this machine is refused, its own page included', async () => {
    const host = `evil.example:${gateway.port}`;
    expect(await ask({ host })).toBe(refused);
    expect(await ask({ host, origin: `http://${host}` })).toBe(refused);
  });

  it('a request that a browser made for a foreign page is refused, even without origin', async () => {
    expect(await ask({ 'sec-fetch-site': 'cross-site' })).toBe(refused);
    expect(await ask({ 'sec-fetch-site': 'same-origin' })).toBe(letIn);
  });

  it('the page behind a proxy is let in where it is listed, and no other one', async () => {
    expect(await ask({ origin: 'https://voice.example' }, proxied)).toBe(letIn);
    expect(await ask({ origin: 'http://voice.example' }, proxied)).toBe(refused);
    expect(await ask({ origin: proxied.url }, proxied)).toBe(refused);
  });
});

describe('TM-S4: over HTTP', () => {
  let gateway: ServerProcess;

  beforeAll(async () => {
    gateway = await startGateway(UNUSED_PORT, { GATEWAY_ORIGINS: 'self,https://voice.example' });
  });
  afterAll(stopAll);

  const polling = '/socket.io/?EIO=4&transport=polling';
  const get = (path: string, origin?: string) =>
    fetch(gateway.url + path, { headers: origin ? { origin } : {} });

  it('nothing is shared with the page of another origin', async () => {
    for (const path of ['/', polling]) {
      const answer = await get(path, 'https://evil.example');
      expect(answer.status).toBe(403);
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    }
  });

  it('sockets are shared with a listed origin', async () => {
    const answer = await get(polling, 'https://voice.example');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('access-control-allow-origin')).toBe('https://voice.example');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(['/', '/missing.js', polling, '/socket.io/?EIO=9'])(
    'what %s answers says what a browser may do with it',
    async (path) => {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
    },
  );

  it('every origin is let in only by a gateway for development', async () => {
    await expect(startGateway(UNUSED_PORT, { GATEWAY_ORIGINS: '*' })).rejects.toThrow(
      'NODE_ENV=development',
    );
    const open = { GATEWAY_ORIGINS: '*', NODE_ENV: 'development' };
    const { url } = await startGateway(UNUSED_PORT, open);
    for (const [transport, letIn] of TRANSPORTS) {
      const headers = { origin: 'https://any.example' };
      expect(await requestSocket(url, { transport, headers })).toBe(letIn);
    }
  });
});
