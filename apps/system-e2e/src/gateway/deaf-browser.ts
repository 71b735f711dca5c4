import type { Socket } from 'node:net';
import { RawWebSocket } from './raw-web-socket';

/**
 * Opens a WebSocket to the gateway at `url`, enters the lobby, and reads nothing from then on, pings included.
 * @returns the connection, for the caller to destroy.
 */
export async function enterDeaf(url: string): Promise<Socket> {
  const raw = await RawWebSocket.connected(url);
  raw.text('42["connect_to_server",{}]');
  await raw.hears('"server_connected"');
  raw.socket.pause();
  return raw.socket;
}
