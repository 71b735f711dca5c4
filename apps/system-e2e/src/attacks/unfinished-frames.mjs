/**
 * Clients of the base protocol that leave a frame unfinished. They have a process of their own, so they do not
 * slow down the test. Each begins a long frame, sends all but its end, and waits. The process prints `joined`
 * once all are members, and begins on request. It prints `sent` when the system accepts no more. It ends with
 * its parent.
 */
import { createECDH } from 'node:crypto';
import { once } from 'node:events';
import { connect } from 'node:net';

const [port, count, claimedBytes] = process.argv.slice(2).map(Number);
const MISSING_BYTES = 100;
const AT_ONCE = 8;
const LENGTH_BYTES = 4;
const [K, S, A] = ['K', 'S', 'A'].map((type) => type.charCodeAt(0));

const headOf = (type, bodyBytes) => {
  const head = Buffer.alloc(LENGTH_BYTES + 1, type);
  head.writeUInt32BE(bodyBytes + 1);
  return head;
};
const key = createECDH('prime256v1').generateKeys();
const hello = Buffer.concat([headOf(K, key.length), key]);
/** All clients share it, so the attack needs little memory itself. */
const unfinished = Buffer.alloc(claimedBytes - MISSING_BYTES);

/** The type of the last complete frame in `bytes`. */
function lastType(bytes) {
  let type = 0;
  for (let at = 0; at + LENGTH_BYTES < bytes.length;) {
    const end = at + LENGTH_BYTES + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    type = bytes[at + LENGTH_BYTES];
    at = end;
  }
  return type;
}

/**
 * Joins the server.
 * @returns the socket, or null when the server had no time for the handshake and closed the connection.
 */
async function tryToJoin() {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined); // `close` follows
  socket.write(hello);
  let came = Buffer.alloc(0);
  await new Promise((resolve) => {
    socket.once('close', resolve);
    socket.on('data', (chunk) => {
      came = Buffer.concat([came, chunk]);
      if (lastType(came) === S) resolve();
    });
  });
  socket.removeAllListeners('data');
  return socket.destroyed ? null : socket.resume();
}

async function join() {
  for (;;) {
    const socket = await tryToJoin();
    if (socket) return socket;
  }
}

const sockets = [];
const joinSome = async () => {
  while (sockets.length < count) {
    const at = sockets.push(null) - 1;
    sockets[at] = await join();
  }
};
await Promise.all(Array.from({ length: AT_ONCE }, joinSome));
process.once('disconnect', () => process.exit());
process.send('joined');
await once(process, 'message');
for (const socket of sockets) {
  socket.write(headOf(A, claimedBytes - 1));
  socket.write(unfinished);
}
process.send('sent');
