import { once } from 'node:events';
import type { ClientToServer, ConnectionOptions, ServerToClient } from '@sealwave/contracts';
import type { Socket } from 'socket.io';

/** The Socket.IO connection of one browser, typed by the contract. */
export type Browser = Socket<ClientToServer, ServerToClient>;

/** True when the browser asked for bytes rather than Base64 as it connected. */
export function wantsBytes(browser: Browser): boolean {
  const { audio }: ConnectionOptions = browser.handshake.auth;
  return audio === 'binary';
}

/**
 * Resolves once what was emitted is on its way, or the browser is gone. Waiting for it holds back
 * the voice server instead of piling messages up in this process.
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
    // A failure of the transport is followed by its end, which is looked at above.
    await Promise.race(changes).catch(() => undefined);
    settled.abort();
    await Promise.allSettled(changes);
  }
}
