import { readFileSync } from 'node:fs';
import {
  acceptHello,
  connectHop,
  type FrameChannel,
  respond,
  ServerIdentity,
} from '@sealwave/node/hop';
import type { Frame, FrameType } from '@sealwave/wire';
import { measure } from './benchmark';

const CONNECTIONS = 200;
const responder = { identity: ServerIdentity.generate(), requiresSecuredHop: false };
const options = {
  keyFormat: 'pem',
  deadlineMs: 60_000,
  derive: () => Promise.reject(new Error('no base key is needed')),
} as const;

/** A server's channel whose client is always ready: `answer` provides what the client sends. */
function channel(answer: () => Promise<Frame>): FrameChannel {
  let upcoming: Promise<Frame> | null = null;
  const peek = () => (upcoming ??= answer());
  const receive = () => {
    const frame = peek();
    upcoming = null;
    return frame;
  };
  return { send: () => undefined, sendTogether: () => undefined, peek, receive };
}

/** A client's key and hello, as it sends them; a server never needs the same ones twice. */
async function clientFlight(): Promise<readonly Frame[]> {
  const sent: Frame[] = [];
  const keep = (type: FrameType, body: Uint8Array) =>
    sent.push({ type, body: new Uint8Array(body) });
  const serverKey = (await serverKeys())[0];
  const silent = new Promise<Frame>(() => undefined);
  const frames = [Promise.resolve(serverKey), silent];
  connectHop(
    {
      send: keep,
      sendTogether: (...all) => all.forEach(([type, body]) => keep(type, body)),
      peek: () => frames[0],
      receive: () => frames.shift() ?? silent,
    },
    { policy: 'require', deadlineMs: 60_000, helloMs: 60_000, trust: () => undefined },
  ).catch(() => undefined);
  while (sent.length < 2) await new Promise((resolve) => setImmediate(resolve));
  return sent;
}

/** The first frame of a server. */
async function serverKeys(): Promise<readonly Frame[]> {
  const sent: Frame[] = [];
  const keep = (type: FrameType, body: Uint8Array) =>
    sent.push({ type, body: new Uint8Array(body) });
  const silent = channel(() => new Promise<Frame>(() => undefined));
  respond({ ...silent, send: keep }, options).catch(() => undefined);
  return sent;
}

const flights = await Promise.all(Array.from({ length: 20 }, clientFlight));
let next = 0;
let heldMs = 0;

/** The server's half of one connection, from its key to its hello. */
async function accept(): Promise<void> {
  const frames = [...flights[next++ % flights.length]];
  const ours = channel(() => Promise.resolve(frames.shift() as Frame));
  await acceptHello(ours, await respond(ours, options), responder);
}

async function acceptMany(): Promise<void> {
  const before = mainThreadMs();
  for (let i = 0; i < CONNECTIONS; i++) await accept();
  heldMs = (mainThreadMs() - before) / CONNECTIONS;
}

/** Processor time of the event loop's thread (Linux). */
function mainThreadMs(): number {
  const text = readFileSync(`/proc/self/task/${process.pid}/schedstat`, 'utf8');
  return Number(text.split(' ')[0]) / 1e6;
}

await measure({
  title: 'A secured handshake, suite 0002, at the server',
  unit: 'ms',
  better: 'lower',
  benchmarks: [{ title: 'CPU', work: acceptMany, figure: (ms) => ms / CONNECTIONS, limit: 2 }],
});

await measure({
  title: 'The same, on the thread of the event loop',
  unit: 'ms',
  better: 'lower',
  benchmarks: [{ title: 'event loop', work: acceptMany, figure: () => heldMs, limit: 1 }],
});
/** The server's half of one connection of the base protocol, from its key to its salt. */
async function acceptBase(): Promise<void> {
  const [key] = flights[next++ % flights.length];
  const frames = [Promise.resolve(key)];
  const silent = new Promise<Frame>(() => undefined);
  const ours = channel(() => frames.shift() ?? silent);
  const before = mainThreadMs();
  await respond(ours, { ...options, derive: (derivation) => derivation() });
  heldMs = mainThreadMs() - before;
}

await measure({
  title: 'A base handshake at the server, on the thread of the event loop',
  unit: 'ms',
  better: 'lower',
  benchmarks: [{ title: 'event loop', work: acceptBase, figure: () => heldMs, limit: 1 }],
});
// The clients above still wait for an answer.
process.exit();
