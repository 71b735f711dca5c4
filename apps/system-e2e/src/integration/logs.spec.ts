import { createPrivateKey, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join as pathOf } from 'node:path';
import { Browser } from '../browser/browser';
import { join, type Hop } from '../conformance/hop';
import { joinSecured, type SecuredHop } from '../conformance/secured/secured-hop';
import { dataFolder, stopAll } from '../processes/running';
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

describe('TM-I2, TM-I3: the logs of a session with everything that can go wrong', () => {
  let raw: Hop;
  let secured: SecuredHop;
  let log: string;
  let identity: Buffer;
  const voice = recording('wav').subarray(20_000, 22_000);
  const sealed = randomBytes(1_000);
  /** What a link, a token or a cookie may hold: the part of an address that no server should see. */
  const secret = randomBytes(1_000);

  beforeAll(async () => {
    const system = await startSystem();
    raw = await join(system.voice.port);
    secured = await joinSecured(system.voice.port);
    secured.send(sealed);
    await raw.receive();
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
    raw.stream.send(0x41, raw.send(sealed)); // a message, and a replay of it
    await ben.next('audio_received');
    raw.stream.send(0x41, sealed);
    secured.stream.send(0x41, sealed);
    await visitWithSecrets(system.gateway.port, secret.toString('hex'));
    await system.voice.logged('"integrity_failed"');
    await system.voice.logged('"sequence_error"');
    [raw, secured, ann, ben].forEach((each) => each.close());
    await Promise.all([system.gateway.stop(), system.voice.stop()]);
    const { d = '' } = createPrivateKey(readFileSync(pathOf(dataFolder(), 'identity.key'))).export({
      format: 'jwk',
    });
    identity = Buffer.from(d, 'base64url');
    log = system.voice.log + system.gateway.log;
  });
  afterAll(stopAll);

  it('report what happened', () => {
    for (const event of ['listening', 'session-opened', 'replayed_message', 'request-refused'])
      expect(log).toContain(event);
  });

  it.each([
    ['the voice', () => voice],
    ['sealed bytes', () => sealed],
    ['a key', () => raw.keys.aes],
    ['a key of a secured hop', () => secured.sending.key],
    ['the secrets of a secured hop', () => secured.sending.secret],
    ['its other secrets', () => secured.receiving.secret],
    ['the identity of the server', () => identity],
    ['links, tokens and cookies', () => secret],
  ])('contain nothing of %s', (_, secret) => {
    for (const trace of traces(secret())) expect(log.includes(trace)).toBe(false);
  });
});

/** Asks for the page and for a socket, as itself and as a foreign page, with `secret` wherever one can be. */
async function visitWithSecrets(port: number, secret: string): Promise<void> {
  const paths = [
    `/r/c29tZQ?k=${secret}#${secret}`,
    `/socket.io/?EIO=4&transport=polling&k=${secret}`,
  ];
  const headers = {
    accept: 'text/html',
    authorization: `Bearer ${secret}`,
    cookie: `token=${secret}`,
    referer: `http://localhost/r/c29tZQ#${secret}`,
  };
  for (const path of paths) {
    for (const origin of [{}, { origin: `http://${secret.slice(0, 40)}.example` }]) {
      const asked = get({ port, path, headers: { ...headers, ...origin } });
      const [answer] = await once(asked, 'response');
      await once(answer.resume(), 'end');
    }
  }
}
