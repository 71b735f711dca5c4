import { once } from 'node:events';
import { get } from 'node:http';
import type { Socket } from 'node:net';

const FIN_TEXT = 0x81;
const MASKED = 0x80;
const MAX_SHORT_BYTES = 125;

/** A frame of a WebSocket client with a short text in it (RFC 6455, 5.2); a mask of zeros changes nothing. */
function textFrame(text: string): Buffer {
  const body = Buffer.from(text);
  if (body.length > MAX_SHORT_BYTES) throw new RangeError('the text is too long');
  return Buffer.concat([Buffer.of(FIN_TEXT, MASKED | body.length, 0, 0, 0, 0), body]);
}

/**
 * Opens a WebSocket to the gateway at `url`, enters the lobby, and reads nothing from then on, pings included.
 * @returns the connection, for the caller to destroy.
 */
export async function enterDeaf(url: string): Promise<Socket> {
  const asked = get(`${url}/socket.io/?EIO=4&transport=websocket`, {
    headers: {
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': Buffer.alloc(16).toString('base64'),
    },
  });
  const [, socket, head] = (await once(asked, 'upgrade')) as [unknown, Socket, Buffer];
  socket.on('error', () => undefined); // a reset is one way to be cut off
  let heard = head.toString('latin1');
  const hears = async (text: string): Promise<void> => {
    while (!heard.includes(text)) heard += String(await once(socket, 'data'));
  };
  await hears('0{"sid"');
  socket.write(textFrame('40'));
  await hears('40{"sid"');
  socket.write(textFrame('42["connect_to_server",{}]'));
  await hears('"server_connected"');
  socket.pause();
  return socket;
}
