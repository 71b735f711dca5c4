import { once } from 'node:events';
import type { ClientToServer, ConnectionOptions, ServerToClient } from '@sealwave/contracts';
import type { DefaultEventsMap, Socket } from 'socket.io';

/** What belongs to the connection of a browser. */
interface BrowserData {
  /** The bridge of the browser, while it is connected. */
  bridge?: object | undefined;
}

/** The Socket.IO connection of one browser, typed by the contract. */
export type Browser = Socket<ClientToServer, ServerToClient, DefaultEventsMap, BrowserData>;

/** Whether the browser asked for audio as bytes instead of Base64, when it connected. */
export function wantsBytes(browser: Browser): boolean {
  const { audio }: ConnectionOptions = browser.handshake.auth;
  return audio === 'binary';
}

/**
 * Resolves when the emitted events have been handed to the transport, or the browser is gone. Waiting for it
 * slows down the voice server instead of filling this process's memory.
 */
export async function untilWritable(browser: Browser): Promise<void> {
  const { conn } = browser;
  while (browser.connected && !conn.transport.writable) {
    const settled = new AbortController();
    const { signal } = settled;
    const changes = [
      once(conn.transport, 'ready', { signal }),
      once(conn, 'upgrade', { signal }),
      once(conn, 'close', { signal }),
    ];
    // A failing transport also closes. The loop checks that.
    await Promise.race(changes).catch(() => undefined);
    settled.abort();
    await Promise.allSettled(changes);
  }
}
