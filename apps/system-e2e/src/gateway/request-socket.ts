import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';

/** How to request a socket. */
export interface SocketRequest {
  readonly transport: 'polling' | 'websocket';
  /** May include headers that no page or library can set. */
  readonly headers?: Readonly<Record<string, string>>;
}

const UPGRADE = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': Buffer.alloc(16).toString('base64'),
};

/**
 * Requests a socket from the gateway at `url` and closes it at once.
 * @returns the HTTP status. An accepted request gets 200 over polling and 101 over WebSocket.
 */
export async function requestSocket(
  url: string,
  { transport, headers = {} }: SocketRequest,
): Promise<number> {
  const address = `${url}/socket.io/?EIO=4&transport=${transport}`;
  if (transport === 'polling') return poll(address, headers);
  const asked = get(address, { headers: { ...UPGRADE, ...headers } });
  const [answer, socket] = await Promise.race([once(asked, 'upgrade'), once(asked, 'response')]);
  socket?.destroy();
  return answer.statusCode;
}

async function poll(address: string, headers: Readonly<Record<string, string>>): Promise<number> {
  const [answer] = (await once(get(address, { headers }), 'response')) as [IncomingMessage];
  const packet = await text(answer);
  const sid = /"sid":"([^"]+)"/.exec(packet)?.[1];
  if (sid) await fetch(`${address}&sid=${sid}`, { method: 'POST', body: '1' });
  return Number(answer.statusCode);
}
