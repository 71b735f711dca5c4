// npm start: builds what has changed, then runs the voice server and the gateway until Ctrl-C.
import { resolve } from 'node:path';
import { allowListFor } from './allow-list.mjs';
import { build } from './build.mjs';
import { whenOrphaned } from './orphaned.mjs';
import { ServerProcess } from './server-process.mjs';

const TROUBLE = ['warn', 'error'];

const stopping = new AbortController();
const stopped = new Promise((done) => stopping.signal.addEventListener('abort', done));
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort());
whenOrphaned(() => stopping.abort());

const servers = [];

/**
 * Shows a line of a server's log. On a terminal, it shows only what a person must know, in words. Otherwise it
 * shows every line unchanged. A fatal problem is shown when the server has ended.
 */
function show({ server, line, level, message }) {
  if (!process.stdout.isTTY) console.log(line);
  else if (TROUBLE.includes(level)) console.log(`${server}: ${message}`);
}

/**
 * Starts a server and waits until it listens.
 * @returns its URL, and sentences about it.
 */
async function start(name, portSetting, env) {
  stopping.signal.throwIfAborted();
  const file = resolve(import.meta.dirname, `../../dist/apps/${name}/main.js`);
  const server = new ServerProcess({ name, file, portSetting, env, log: show });
  servers.push(server);
  return server.listening;
}

async function run() {
  await build(stopping.signal);
  const voice = await start('voice-server', 'VOICE_PORT', process.env);
  const allowed = { GATEWAY_VOICE_SERVERS: allowListFor(voice.url), ...process.env };
  const { url, notes } = await start('gateway', 'GATEWAY_PORT', allowed);
  console.log(`Sealwave is ready: open ${url} in a browser. Ctrl-C stops it.`);
  for (const note of notes) console.log(note);
  throw new Error(await Promise.race(servers.map((server) => server.ended)));
}

try {
  await Promise.race([run(), stopped]);
} catch (error) {
  if (!stopping.signal.aborted) {
    console.error(error.message);
    process.exitCode = 1;
  }
} finally {
  await Promise.all(servers.map((server) => server.stop()));
}
