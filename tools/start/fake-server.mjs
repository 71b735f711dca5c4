// Replaces a server in server-process.test.mjs. The environment controls what it does.
const { FAKE, MALLOC_ARENA_MAX, MALLOC_TRIM_THRESHOLD_ } = process.env;

if (FAKE === 'taken') {
  console.error(JSON.stringify({ level: 'fatal', message: 'port 5000 is in use' }));
  process.exitCode = 1;
} else {
  const notes = FAKE === 'memory' ? [MALLOC_ARENA_MAX, MALLOC_TRIM_THRESHOLD_] : ['a note'];
  console.log(JSON.stringify({ level: 'warn', message: { code: 'busy' } }));
  console.log('not JSON');
  if (FAKE === 'deaf') process.on('SIGTERM', () => undefined);
  process.send({ event: 'other' });
  process.send({ event: 'listening', url: 'tcp://127.0.0.1:7', notes });
  setInterval(() => undefined, 60_000);
}
