import { randomBytes } from 'node:crypto';
import { Browser } from '../browser/browser';
import { join, type Hop } from '../conformance/hop';
import { stopAll } from '../processes/running';
import { recording } from './speech';
import { startSystem } from './system';

const WINDOW = 12;

/** How 12 bytes of `secret` may look in a text, for every place where they may begin. */
function* traces(secret: Buffer): Generator<string> {
  for (let at = 0; at + WINDOW <= secret.length; at++) {
    const part = secret.subarray(at, at + WINDOW);
    yield part.toString('hex');
    yield part.toString('base64');
    yield part.join(',');
    yield [...part].join(', ');
  }
}

describe('the logs of a session with everything that can go wrong', () => {
  let raw: Hop;
  let log: string;
  const voice = recording('wav').subarray(20_000, 22_000);
  const sealed = randomBytes(1_000);

  beforeAll(async () => {
    const system = await startSystem();
    raw = await join(system.voice.port);
    const ann = await Browser.inLobby(system.gateway.url);
    const ben = await Browser.inLobby(system.gateway.url, 'binary');
    await ann.ask('send_audio', { audio: recording('wav') });
    await ann.ask('send_audio', { audio: sealed, encrypted: true });
    await ann.ask('send_audio', { audio: sealed });
    await ann.ask('send_audio', { audio: `${sealed.toString('base64')}!` });
    await ann.ask('send_audio', { audio: { bytes: sealed.toString('hex') } });
    await ann.ask('connect_to_server', { host: sealed.toString('base64'), port: 1 });
    await ann.ask(sealed.toString('base64'), sealed);
    for (let i = 0; i < 2; i++) await ben.next('audio_received');
    raw.stream.send(0x41, raw.send(sealed)); // a message, and the same once more
    await ben.next('audio_received');
    raw.stream.send(0x41, sealed);
    await system.voice.logged('"integrity_failed"');
    [raw, ann, ben].forEach((each) => each.close());
    await Promise.all([system.gateway.stop(), system.voice.stop()]);
    log = system.voice.log + system.gateway.log;
  });
  afterAll(stopAll);

  it('tell what happened', () => {
    for (const event of ['listening', 'session-opened', 'replayed_message', 'request-refused'])
      expect(log).toContain(event);
  });

  it.each([
    ['the voice', () => voice],
    ['sealed bytes', () => sealed],
    ['a key', () => raw.keys.aes],
  ])('hold nothing of %s', (_, secret) => {
    for (const trace of traces(secret())) expect(log.includes(trace)).toBe(false);
  });
});
