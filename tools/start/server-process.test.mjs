import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { ServerProcess } from './server-process.mjs';

function fakeServer(behaviour, settings = {}) {
  const logged = [];
  const server = new ServerProcess({
    name: 'gateway',
    file: join(import.meta.dirname, 'fake-server.mjs'),
    portSetting: 'GATEWAY_PORT',
    env: { ...process.env, ...settings, FAKE: behaviour },
    log: ({ level, message }) => logged.push(`${level} ${message}`),
  });
  return { server, logged };
}

test('a server says where it listens, and ends when it is told to', async () => {
  const { server, logged } = fakeServer('ordinary');
  assert.deepEqual(await server.listening, { url: 'tcp://127.0.0.1:7', notes: ['a note'] });
  await server.stop();
  assert.equal(await server.ended, 'The gateway stopped: it ended with SIGTERM.');
  assert.deepEqual(logged, ['warn {"code":"busy"}', 'error not JSON']);
});

test('a port that is taken is a sentence that names the setting', async () => {
  const { server } = fakeServer('taken');
  await assert.rejects(server.listening, {
    message: 'The gateway stopped: port 5000 is in use; GATEWAY_PORT gives it another one.',
  });
});

test('a server that does not end is ended', async () => {
  const { server } = fakeServer('deaf');
  await server.listening;
  await server.stop(100);
  assert.match(await server.ended, /SIGKILL/);
});

test('a server returns freed memory to the system, unless the person who starts it says otherwise', async (t) => {
  const { server } = fakeServer('memory', { MALLOC_ARENA_MAX: '7' });
  t.after(() => server.stop());
  assert.deepEqual((await server.listening).notes, ['7', '131072']);
});
