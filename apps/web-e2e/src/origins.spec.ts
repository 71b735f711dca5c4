import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from '@playwright/test';
import { test } from './support/sealwave-test';

test.use({ ownServers: true });

let elsewhere: Server;

test.beforeEach(async () => {
  elsewhere = createServer((_, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Another site</title>');
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
});
test.afterEach(() => elsewhere.close());

test('TM-S4: the page of another site gets no socket and no page in a frame', async ({
  sealwave,
  page,
}) => {
  const { port } = elsewhere.address() as AddressInfo;
  await page.goto(`http://127.0.0.1:${port}`);
  const tried = await page.evaluate(async (gateway) => {
    const asked = '/socket.io/?EIO=4&transport=';
    const socket = new WebSocket(`${gateway.replace('http', 'ws')}${asked}websocket`);
    const overWebSocket = await new Promise((resolve) => {
      socket.onopen = () => resolve('open');
      socket.onerror = () => resolve('refused');
    });
    const overHttp = await fetch(`${gateway}${asked}polling`).then(
      () => 'open',
      () => 'refused',
    );
    const frame = document.createElement('iframe');
    frame.src = gateway;
    document.body.append(frame);
    await new Promise((resolve) => (frame.onload = resolve));
    return { overWebSocket, overHttp };
  }, sealwave.gateway.url);

  expect(tried).toEqual({ overWebSocket: 'refused', overHttp: 'refused' });
  expect(page.frames().map((frame) => frame.url())).not.toContain(`${sealwave.gateway.url}/`);
  expect(sealwave.gateway.output.match(/"socket-refused"/g)).toHaveLength(2);
});
