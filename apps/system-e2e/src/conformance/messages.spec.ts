import { randomBytes } from 'node:crypto';
import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { A } from './frame';
import type { Hop } from './hop';
import { expectNextIsMarker, members, PATIENT } from './lobby';
import {
  macOf,
  NONCE_BYTES,
  openMessage,
  sealMessage,
  sealPlaintext,
  TAG_BYTES,
} from './sealed-message';

const audio = Buffer.from('what is said');

describe('messages (docs/protocol.md, section 4.1)', () => {
  let server: ServerProcess;
  let [ann, ben, cyd]: Hop[] = [];

  beforeAll(async () => (server = await startVoiceServer(PATIENT)));
  beforeEach(async () => ([ann, ben, cyd] = await members(server, 3)));
  afterEach(() => [ann, ben, cyd].forEach((hop) => hop.close()));
  afterAll(stopAll);

  it('M4.1 puts the tag of 16 bytes before the ciphertext', async () => {
    ann.send(audio);
    const received = await ben.receiveSealed();
    expect(received.length).toBe(audio.length + 60);
    expect(openMessage(ben.keys, received)).toEqual(audio);

    const [nonce, tag, ciphertext] = parts(sealMessage(ann.keys, audio));
    ann.stream.send(A, Buffer.concat([nonce, ciphertext, tag]));
    await expectNextIsMarker(ann, ben);
  });

  const { length } = sealMessage({ aes: randomBytes(32), hmac: randomBytes(16) }, audio);
  it.each([
    ['nonce', 0],
    ['tag', NONCE_BYTES],
    ['ciphertext', NONCE_BYTES + TAG_BYTES],
    ['end', length - 1],
  ])('M4.2 T1: uses nothing of a message with another bit in its %s', async (_, at) => {
    const body = sealMessage(ann.keys, audio);
    body[at] ^= 1;
    ann.stream.send(A, body);
    await expectNextIsMarker(ann, ben);
  });

  it('M4.2 T3: refuses a wrong HMAC under a good tag like a wrong tag', async () => {
    const mac = macOf(ann.keys, audio);
    mac[31] ^= 1;
    const since = server.log.length;
    ann.stream.send(A, sealPlaintext(ann.keys, Buffer.concat([audio, mac])));
    await expectNextIsMarker(ann, ben);
    await server.logged('"integrity_failed"', since);
    expect(ann.stream.hasUnread).toBe(false);
  });

  it.each([0, 27, 28, 59])('M4.2 uses nothing of a message of %d bytes', async (size) => {
    ann.stream.send(A, randomBytes(size));
    await expectNextIsMarker(ann, ben);
  });

  it('M4.3 T2: seals separately for each recipient, the HMAC included', async () => {
    const sent = ann.send(audio);
    for (const hop of [ben, cyd]) {
      const received = await hop.receiveSealed();
      expect(openMessage(hop.keys, received)).toEqual(audio);
      expect(() => openMessage(ann.keys, received)).toThrow();
      expect(received.subarray(0, NONCE_BYTES)).not.toEqual(sent.subarray(0, NONCE_BYTES));
    }
  });

  it('M4.4 brings the audio of each sender unchanged and in order to everybody else', async () => {
    const spoken = Array.from({ length: 60 }, (_, i) => randomBytes(1 + ((i * 7919) % 5000)));
    for (const each of spoken) ann.send(each);
    for (const each of spoken) {
      expect(await ben.receive()).toEqual(each);
      expect(await cyd.receive()).toEqual(each);
    }
    await expectNextIsMarker(ben, ann); // nothing of her own came back before it
  });

  it('M4.5 U1: never receives a nonce twice under one key', async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 200; i++) ann.send(Buffer.of(i));
    for (let i = 0; i < 200; i++)
      nonces.add((await ben.receiveSealed()).toString('hex', 0, NONCE_BYTES));
    expect(nonces.size).toBe(200);
  });

  it('M4.6 does not relay an empty message', async () => {
    ann.send(Buffer.alloc(0));
    await expectNextIsMarker(ann, ben);
    ann.send(Buffer.of(1));
    expect(await ben.receive()).toEqual(Buffer.of(1));
  });
});

function parts(body: Buffer): [nonce: Buffer, tag: Buffer, ciphertext: Buffer] {
  const tagEnd = NONCE_BYTES + TAG_BYTES;
  return [body.subarray(0, NONCE_BYTES), body.subarray(NONCE_BYTES, tagEnd), body.subarray(tagEnd)];
}
