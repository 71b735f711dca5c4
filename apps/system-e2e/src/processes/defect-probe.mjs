// Loaded into a server before its own code. On request of its parent, it fails as a bug in the server would. It
// can also free memory that the server no longer needs.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

process.on('message', ({ event, how, secret }) => {
  if (event === 'fail') fail(how, new TypeError(secret));
  if (event === 'collect-garbage') collectGarbage();
});

function collectGarbage() {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  process.send({ event: 'garbage-collected' });
}

/** Fails twice: a bug may fail again. */
function fail(how, error) {
  for (let i = 0; i < 2; i++) {
    if (how === 'reject') Promise.reject(error);
    else setImmediate(() => raise(error));
  }
}

function raise(error) {
  throw error;
}
