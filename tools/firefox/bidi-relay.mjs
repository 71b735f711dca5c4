#!/usr/bin/env node
// Starts Firefox for Playwright. Answers one command that Playwright sends to each context but Firefox does not
// know. FIREFOX_PATH names the program to start; the arguments are those of Firefox.
import { spawn } from 'node:child_process';
import { WebSocket, WebSocketServer } from 'ws';

/** The unknown command. It changes how pages see the system's settings. No test in Firefox needs it. */
const UNKNOWN = 'emulation.setMediaFeaturesOverride';
const LISTENING = /^WebDriver BiDi listening on (ws:\/\/\S+)$/m;

const firefox = spawn(process.env.FIREFOX_PATH, process.argv.slice(2), {
  stdio: ['ignore', 'inherit', 'pipe'],
});
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'])
  process.on(signal, () => firefox.kill(signal));
firefox.on('exit', (code) => process.exit(code ?? 1));

let said = '';
firefox.stderr.on('data', (text) => {
  said += text;
  process.stderr.write(`${text}`.replace(LISTENING, ''));
  const address = LISTENING.exec(said)?.[1];
  if (!address) return;
  said = '';
  relayTo(address);
});

/** Relays between clients and the Firefox at `address`. */
function relayTo(address) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  server.on('listening', () =>
    console.error(`WebDriver BiDi listening on ws://127.0.0.1:${server.address().port}`),
  );
  server.on('connection', (client, { url }) => {
    const browser = new WebSocket(`${address}${url}`, { perMessageDeflate: false });
    const opened = new Promise((resolve) => browser.on('open', resolve));
    client.on('message', async (data) => {
      await opened;
      const { id, method } = JSON.parse(data);
      if (method === UNKNOWN) client.send(JSON.stringify({ type: 'success', id, result: {} }));
      else browser.send(`${data}`);
    });
    browser.on('message', (data) => client.send(`${data}`));
    client.on('close', () => browser.close());
    browser.on('close', () => client.close());
  });
}
