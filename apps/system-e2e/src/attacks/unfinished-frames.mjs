/**
 * Clients of the base protocol, in a process of their own so that they hold up nobody in the test: each begins a long
 * frame, sends all but its end, and then waits. Says `joined` once all are members, begins when it is told to, says
 * `sent` when the system has taken all it takes, and ends with the process that started it.
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
/** The same for all, so that the attack costs who attacks little memory. */
const unfinished = Buffer.alloc(claimedBytes - MISSING_BYTES);

/** The type of the last frame that is complete in `bytes`. */
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

/** A member, or nobody where the server had no time for the handshake: the salt has come, or the end of the connection. */
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
