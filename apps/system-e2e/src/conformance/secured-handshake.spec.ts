import { createECDH, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join as pathOf } from 'node:path';
import { dataFolder, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { A, encodeFrame, H, K, S } from './frame';
import { FrameStream } from './frame-stream';
import { expectType, join } from './hop';
import { expectNextIsMarker, PATIENT, refused } from './lobby';
import { encodePublicKey } from './public-key';
import {
  clientHello,
  extensionsOf,
  identityOf,
  JOIN,
  joinSecured,
  serverOf,
  shakeSecured,
} from './secured/secured-hop';
import { fingerprintOf, verifyLow } from './secured/secured-keys';

const SUITE_AT = 36;

describe('the handshake of a secured hop (docs/protocol.md, sections 9.1 to 9.3)', () => {
  let server: ServerProcess;
  beforeAll(async () => (server = await startVoiceServer(PATIENT)));
  afterAll(stopAll);

  /** A stream on which `hello` was sent beside a key. */
  async function said(hello: Buffer): Promise<FrameStream> {
    const stream = await FrameStream.open(server.port);
    await stream.next();
    const key = encodePublicKey(createECDH('prime256v1').generateKeys(), 'raw');
    stream.socket.write(Buffer.concat([encodeFrame(K, key), encodeFrame(H, hello)]));
    expectType(await stream.next(), S);
    return stream;
  }

  it('M9.1 says no hello to a client that has not said one', async () => {
    const hop = await join(server.port);
    const talker = await joinSecured(server.port);
    const sent = Buffer.from('to everybody');
    talker.send(sent);
    expect(await hop.receive()).toEqual(sent);
    expect(hop.stream.hasUnread).toBe(false);
  });

  it('M9.2 accepts a hello that comes after the salt', async () => {
    const late = await joinSecured(server.port, [], { isLate: true });
    const early = await joinSecured(server.port);
    early.send(Buffer.from('hello'));
    expect(await late.receive()).toEqual(Buffer.from('hello'));
    await late.stream.write(encodeFrame(H, clientHello()));
    await refused(server, late.stream, 'protocol_error');
  });

  it('M9.2 closes at a hello after the first message, and after the time for it', async () => {
    const talkative = await join(server.port);
    const listener = await join(server.port);
    await expectNextIsMarker(talkative, listener);
    talkative.stream.send(H, clientHello());
    await refused(server, talkative.stream, 'protocol_error');

    const hasty = await startVoiceServer({ VOICE_HELLO_MS: 1 });
    const [slow, witness] = [await join(hasty.port), await joinSecured(hasty.port)];
    // Another whole handshake has passed, and that takes longer than the time for a hello.
    witness.send(Buffer.from('by now'));
    await slow.receive();
    slow.stream.send(H, clientHello());
    await refused(hasty, slow.stream, 'protocol_error');
  });

  it('M9.3 disconnects a client without a hello where the policy is require', async () => {
    const strict = await startVoiceServer({ VOICE_HOP_POLICY: 'require', VOICE_HELLO_MS: 200 });
    const plain = await join(strict.port);
    await refused(strict, plain.stream, 'hop_unsupported');
    const hop = await joinSecured(strict.port);
    expect(hop.hello.readUInt16BE(2)).toBe(1);
    const late = await joinSecured(strict.port, [], { isLate: true });
    hop.send(Buffer.from('hi'));
    expect(await late.receive()).toEqual(Buffer.from('hi'));
  });

  it.each([
    [[1], 1],
    [[2], 2],
    [[1, 2], 2],
    [[0x7777, 1, 3, 4, 5, 6, 7, 8], 1],
  ])('M9.5 answers an offer of %j with suite %d', async (suites, chosen) => {
    const hop = await joinSecured(server.port, [], { hello: clientHello(suites) });
    expect(hop.hello.readUInt16BE(SUITE_AT)).toBe(chosen);
    expect(hop.hello.readUInt16BE(2)).toBe(0);
  });

  it('M9.5 rejects a client without a suite in common', async () => {
    const stream = await said(clientHello([3, 0x7777]));
    const reject = expectType(await stream.next(), H);
    expect([...reject.subarray(0, 2)]).toEqual([0x7f, 2]);
    expect(reject[2]).toBe(reject.length - 3);
    await refused(server, stream, 'hop_unsupported');
  });

  it('M9.6 leaves alone extensions that nobody knows', async () => {
    const unknown = Buffer.from('0001000401020304' + '77770000', 'hex');
    await joinSecured(server.port, [], { hello: clientHello([2], unknown) });
  });

  const ext = (hex: string): Buffer => clientHello([2], Buffer.from(hex, 'hex'));
  const spoiled = (at: number, byte: number): Buffer => {
    const hello = clientHello();
    hello[at] = byte;
    return hello;
  };

  it.each([
    ['of another version', spoiled(1, 2), 1, 'hop_unsupported'],
    ['of another kind', spoiled(0, 2), 3, 'protocol_error'],
    ['without suites', clientHello([]), 3, 'protocol_error'],
    ['with nine suites', clientHello([1, 2, 3, 4, 5, 6, 7, 8, 9]), 3, 'protocol_error'],
    ['with an unknown flag', spoiled(3, 2), 3, 'protocol_error'],
    ['with bytes left over', Buffer.concat([clientHello(), Buffer.of(0)]), 3, 'protocol_error'],
    ['that is cut short', clientHello().subarray(0, -1), 3, 'protocol_error'],
    ['with an extension twice', ext('00070000' + '00070000'), 3, 'protocol_error'],
    ['with an extension beyond the end', ext('00070001'), 3, 'protocol_error'],
    ['with too much of extensions', ext('000703fd' + '00'.repeat(1021)), 3, 'protocol_error'],
  ])('M9.6 rejects a hello %s', async (_, hello, reason, code) => {
    const stream = await said(hello);
    const reject = expectType(await stream.next(), H);
    expect([...reject.subarray(0, 2)]).toEqual([0x7f, reason]);
    await refused(server, stream, code);
  });

  it('M9.8 TM-T3: signs what it has received, so that a changed hello does not go unnoticed', async () => {
    const stream = await FrameStream.open(server.port);
    const sent = clientHello([2, 1]);
    const arrived = Buffer.from(sent);
    arrived.writeUInt16BE(1, 37);
    await expect(shakeSecured(stream, { hello: sent, arriving: arrived })).rejects.toThrow(
      'the signature is wrong',
    );
    stream.socket.destroy();
  });

  it('M9.13 has the same identity after a restart, in a file for its owner alone', async () => {
    const file = pathOf(dataFolder(), 'identity.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const point = createPublicKey(readFileSync(file)).export({ format: 'der', type: 'spki' });
    const fingerprint = fingerprintOf(point.subarray(-65));
    const again = await startVoiceServer();
    for (const each of [server, again]) {
      expect(serverOf(await joinSecured(each.port))).toBe(fingerprint);
      await each.logged(fingerprint);
    }
  });

  it('M9.14 names its next identity, signed with the present one', async () => {
    const next = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
    const file = pathOf(dataFolder(), 'following.pem');
    writeFileSync(file, next.privateKey.export({ format: 'pem', type: 'pkcs8' }), { mode: 0o600 });
    const moving = await startVoiceServer({ VOICE_NEXT_IDENTITY_KEY_FILE: 'following.pem' });
    const { hello } = await joinSecured(moving.port);
    const extensions = extensionsOf(hello);
    expect(extensions.subarray(0, 4).toString('hex')).toBe('00020081');
    const point = next.publicKey.export({ format: 'der', type: 'spki' }).subarray(-65);
    expect(extensions.subarray(4, 69)).toEqual(point);
    const message = Buffer.concat([Buffer.from('svc-hop-v1 next identity\0'), point]);
    expect(verifyLow(identityOf(hello), message, extensions.subarray(69))).toBe(true);
  });

  it('M9.15 closes when something else than a join comes first', async () => {
    const firsts = [
      { t: 'ping' },
      { ...JOIN, v: 2 },
      { ...JOIN, room: undefined },
      { ...JOIN, caps: 'message1' },
    ];
    for (const first of firsts) {
      const hop = await shakeSecured(await FrameStream.open(server.port));
      hop.control(first);
      expect(await hop.nextControl()).toEqual({ t: 'error', code: 'protocol_error' });
      await refused(server, hop.stream, 'protocol_error');
    }
    const talker = await shakeSecured(await FrameStream.open(server.port));
    talker.stream.send(A, talker.sending.seal(A, Buffer.from('too early')));
    await refused(server, talker.stream, 'protocol_error');
  });

  it('M9.15 hears a second wish after it has denied the first, and no third', async () => {
    const hop = await shakeSecured(await FrameStream.open(server.port));
    hop.control({ ...JOIN, room: 'elsewhere' });
    expect(await hop.nextControl()).toEqual({ t: 'error', code: 'join_denied' });
    hop.control({ ...JOIN, room: 'elsewhere' });
    expect(await hop.nextControl()).toEqual({ t: 'error', code: 'join_denied' });
    await refused(server, hop.stream, 'join_denied');
  });

  it('M9.15 waits so long for a join and no longer', async () => {
    const strict = await startVoiceServer({ VOICE_HANDSHAKE_MS: 3_000 });
    const hop = await shakeSecured(await FrameStream.open(strict.port));
    await refused(strict, hop.stream, 'handshake_timeout');
  });
});
