// Loaded into a server before its own code: tells its parent, on request, for how long the event
// loop was held at most since the last request. Of the time between two turns counts only what the
// main thread computed, because the machine has others to serve as well. Also fails, on request, as a defect
// in the server would.
import { readFileSync } from 'node:fs';

const SAMPLE_MS = 2;
const computedMs = () =>
  Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;

let turn = { at: performance.now(), computed: computedMs() };
let longestMs = 0;

setInterval(() => {
  const now = { at: performance.now(), computed: computedMs() };
  longestMs = Math.max(longestMs, Math.min(now.at - turn.at, now.computed - turn.computed));
  turn = now;
}, SAMPLE_MS).unref();

process.on('message', ({ event, how, secret }) => {
  if (event === 'fail') fail(how, new TypeError(secret));
  if (event !== 'report-hold') return;
  process.send({ event: 'longest-hold', ms: longestMs });
  longestMs = 0;
});

/** Twice, as what has broken once breaks again. */
function fail(how, error) {
  for (let i = 0; i < 2; i++) {
    if (how === 'reject') Promise.reject(error);
    else setImmediate(() => raise(error));
  }
}

function raise(error) {
  throw error;
}
