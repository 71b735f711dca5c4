import { EventEmitter } from 'node:events';
import { type Browser, untilWritable } from './browser';

/** The connection of a browser that does not read. */
function deaf() {
  const transport = Object.assign(new EventEmitter(), { writable: false });
  const conn = Object.assign(new EventEmitter(), { transport });
  const browser = { connected: true, conn };
  return { transport, conn, browser, waiting: untilWritable(browser as unknown as Browser) };
}

describe('untilWritable', () => {
  it('resolves when the emitted event was handed to the transport', async () => {
    const { transport, waiting } = deaf();
    transport.writable = true;
    transport.emit('ready');
    await waiting;
  });

  it('resolves when the browser has gone', async () => {
    const { browser, conn, waiting } = deaf();
    browser.connected = false;
    conn.emit('close');
    await waiting;
  });

  it('resolves when the connection has failed, without reporting the failure', async () => {
    const { browser, transport, waiting } = deaf();
    browser.connected = false;
    transport.emit('error', new Error('reset by the browser'));
    await waiting;
  });
});
