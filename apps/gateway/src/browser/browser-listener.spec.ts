import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Socket as TcpSocket } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import { makeSelfSigned } from '../edge/tls/self-signed';
import type { Browser } from './browser';
import { BrowserListener } from './browser-listener';

const LARGE = 20 * 1024 * 1024;

describe.each(['http', 'https'] as const)('BrowserListener over %s', (scheme) => {
  let http: HttpServer;
  let server: Server;
  let page: Socket;
  let listener: BrowserListener;
  let cuts: number;

  const open = async (transport: 'websocket' | 'polling'): Promise<Browser> => {
    const { port } = http.address() as AddressInfo;
    const arrived = new Promise<Browser>((resolve) => server.once('connection', resolve));
    page = io(`${scheme}://127.0.0.1:${port}`, {
      ...{ transports: [transport], reconnection: false, rejectUnauthorized: false },
    });
    const browser = await arrived;
    listener = new BrowserListener(browser, () => cuts++);
    return browser;
  };
  /** What carries the page's own end. */
  const wire = (): TcpSocket => {
    const { ws } = page.io.engine.transport as unknown as { ws: { _socket: TcpSocket } };
    return ws._socket;
  };

  beforeEach(async () => {
    cuts = 0;
    const names = { hostNames: ['hall'], lanAddresses: [], lanAddresses6: [] };
    const pem = await makeSelfSigned(names, Date.now());
    http = scheme === 'http' ? createServer() : createSecureServer({ key: pem, cert: pem });
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    server = new Server(http, { perMessageDeflate: false });
  });
  afterEach(async () => {
    page.disconnect();
    await server.close();
  });

  it('measures how much of a long message a page reads, and that it stopped', async () => {
    const browser = await open('websocket');
    if (!page.connected) await once(page as never, 'connect');
    wire().pause();
    browser.emit('audio_error', { code: 'internal', message: 'x'.repeat(LARGE) });
    let before = -1;
    // What the system takes for a page that does not read is less than all.
    while (listener.takenBytes > before) {
      before = listener.takenBytes;
      for (let turn = 0; turn < 100; turn++) await nextTurn();
    }
    expect(before).toBeGreaterThan(LARGE / 100);
    expect(before).toBeLessThan(LARGE);
    wire().resume();
    while (listener.takenBytes < LARGE) await nextTurn();
  });

  it.each(['websocket', 'polling'] as const)(
    'disconnects a page that reads nothing, over %s',
    async (transport) => {
      await open(transport);
      const gone = once(page as never, 'disconnect');
      if (!page.connected) await once(page as never, 'connect');
      listener.cut();
      await gone;
      expect(cuts).toBe(1);
    },
  );
});
