import { once } from 'node:events';
import { createServer, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '@sealwave/kernel';
import { GatewayConfig } from '../../gateway.config';
import { Admission } from '../admission/admission';
import { HttpAdmission } from './http-admission';

/** Through a proxy that is trusted, so that the limits of an address hold for it. */
const headers = { 'x-forwarded-for': '203.0.113.7' };

describe('HttpAdmission', () => {
  let server: Server;
  let handedOn: number;

  const listen = async (settings: Partial<GatewayConfig>): Promise<number> => {
    const config = Object.assign(new GatewayConfig(), settings);
    const http = new HttpAdmission(new Admission(config, systemClock));
    server = createServer((asked, response) =>
      http.admitToEngine(asked, response, () => {
        handedOn++;
        response.end();
      }),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };

  beforeEach(() => (handedOn = 0));
  afterEach(() => {
    server.closeAllConnections();
    server.close();
    jest.useRealTimers();
  });

  it('forgets a waiting request that was closed', async () => {
    const port = await listen({ GATEWAY_BYTES_PER_SECOND: 1 });
    jest.useFakeTimers({ now: Date.now(), doNotFake: ['nextTick', 'setImmediate', 'performance'] });
    const asked = request({ port, headers, host: '127.0.0.1', path: '/?EIO=4' });
    asked.on('error', () => undefined).end();
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    expect(jest.getTimerCount()).toBe(1);
    asked.destroy();
    await once(response, 'close');
    expect(jest.getTimerCount()).toBe(0);
    jest.runAllTimers();
    expect(handedOn).toBe(0);
  });

  it('TM-D9: says that it is busy where there is no room for a body, and reads none of it', async () => {
    const port = await listen({ GATEWAY_UNFINISHED_BYTES: 1_000 });
    const post = { port, headers: { ...headers, 'content-length': 2_000 }, method: 'POST' };
    const asked = request({ ...post, host: '127.0.0.1', path: '/?EIO=4' });
    asked.on('error', () => undefined).write('x');
    const [answer] = await once(asked, 'response');
    expect(answer.statusCode).toBe(503);
    expect(JSON.parse(String(await once(answer, 'data')))).toMatchObject({ code: 'busy' });
    expect(handedOn).toBe(0);
  });
});
