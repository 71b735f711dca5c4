import { randomBytes } from 'node:crypto';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { A } from './frame';
import type { Hop } from './hop';
import { expectNextIsMarker, members, PATIENT, refused } from './lobby';
import { sealMessage } from './sealed-message';

describe('what the server does not relay (docs/protocol.md, section 4.2)', () => {
  let server: ServerProcess;
  let [ann, ben]: Hop[] = [];

  beforeAll(async () => (server = await startVoiceServer(PATIENT)));
  beforeEach(async () => ([ann, ben] = await members(server, 2)));
  afterEach(() => [ann, ben].forEach((hop) => hop.close()));
  afterAll(stopAll);

  it('M4.7 relays a message once, however often it comes', async () => {
    const body = ann.send(Buffer.from('once'));
    for (let i = 0; i < 5; i++) ann.stream.send(A, body);
    expect(await ben.receive()).toEqual(Buffer.from('once'));
    await expectNextIsMarker(ann, ben);
    await server.logged('"replayed_message"');
  });

  it('M4.7 relays none of two messages under one nonce but the first', async () => {
    const nonce = randomBytes(12);
    ann.stream.send(A, sealMessage(ann.keys, Buffer.from('first'), nonce));
    ann.stream.send(A, sealMessage(ann.keys, Buffer.from('second'), nonce));
    expect(await ben.receive()).toEqual(Buffer.from('first'));
    await expectNextIsMarker(ann, ben);
  });

  it('M4.8 does not relay what it sent itself on this connection', async () => {
    ann.send(Buffer.from('from ann'));
    ben.stream.send(A, await ben.receiveSealed());
    await expectNextIsMarker(ben, ann);
  });

  it('M4.9 closes on the third message that fails its checks', async () => {
    const forged = (): Buffer => sealMessage({ ...ann.keys, hmac: randomBytes(16) }, Buffer.of(1));
    ann.stream.send(A, forged());
    ann.stream.send(A, randomBytes(80));
    await expectNextIsMarker(ann, ben);
    ann.stream.send(A, forged());
    await refused(server, ann.stream, 'integrity_failed');
    await expectNextIsMarker(...((await members(server, 1)).concat(ben) as [Hop, Hop]));
  });
});
