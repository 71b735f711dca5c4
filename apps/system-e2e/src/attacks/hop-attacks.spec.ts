import { createECDH } from 'node:crypto';
import { Browser, type Payload } from '../browser/browser';
import { A, C, H, K, S } from '../conformance/frame';
import { FrameStream } from '../conformance/frame-stream';
import { encodePublicKey } from '../conformance/public-key';
import { refused } from '../conformance/lobby';
import {
  identityOf,
  joinSecured,
  type SecuredHop,
  serverOf,
  shakeSecured,
} from '../conformance/secured/secured-hop';
import { answerSecured, Identity } from '../conformance/secured/secured-server';
import { DocumentServer } from '../conformance/document-server';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import {
  type Attack,
  Attacker,
  delay,
  drop,
  flip,
  nth,
  pass,
  reorder,
  replay,
  stripHello,
  swapKey,
} from './attacker';

const stranger = encodePublicKey(createECDH('prime256v1').generateKeys(), 'raw');

describe('somebody on the line between a client and the voice server', () => {
  let voice: ServerProcess;
  const attackers: Attacker[] = [];

  beforeAll(async () => (voice = await startVoiceServer()));
  afterEach(async () => {
    await Promise.all(attackers.splice(0).map((attacker) => attacker.close()));
  });
  afterAll(stopAll);

  async function attacked(attack: Attack): Promise<Attacker> {
    const attacker = await Attacker.before(voice.port, attack);
    attackers.push(attacker);
    return attacker;
  }

  /** What a browser is told whose gateway connects through `attacker`. */
  async function answerThrough(port: number): Promise<Payload> {
    const gateway = await startGateway(port, { GATEWAY_HELLO_MS: 300 });
    const browser = await Browser.open(gateway.url);
    const answer = await browser.ask('connect_to_server', {});
    browser.close();
    return answer;
  }

  it('changes nothing when the attacker lets everything pass', async () => {
    const { port } = await attacked(pass);
    expect(await answerThrough(port)).toMatchObject({ security: { state: 'first-contact' } });
  });

  it.each([
    ['the key of the server', () => swapKey(K, 'to-client', stranger)],
    ['the key of the client', () => swapKey(K, 'to-server', stranger)],
    ['the salt', () => swapKey(S, 'to-client', Buffer.alloc(16))],
  ])('TM-S1 A1: cannot get in between by swapping %s', async (_, attack) => {
    const attacker = await attacked(attack());
    expect(await answerThrough(attacker.port)).toMatchObject({ code: 'hop_auth_failed' });
    const types = attacker.seen.filter(({ way }) => way === 'to-server');
    expect(types.map(({ frame }) => frame.type)).toEqual([K, H]);
  });

  it('TM-S1 A1 A2: cannot pose as a server that the gateway knows, with an identity of their own', async () => {
    const impostor = await DocumentServer.listen();
    const own = new Identity();
    const known = serverOf(await joinSecured(voice.port));
    const pins = `127.0.0.1:${impostor.port}=${known}`;
    const gateway = await startGateway(impostor.port, { GATEWAY_VOICE_SERVER_PINS: pins });
    const browser = await Browser.open(gateway.url);
    const asked = browser.ask('connect_to_server', {});
    const { stream } = await answerSecured(await impostor.accept(), own);
    const { code, message } = await asked;
    expect(code).toBe('identity_changed');
    expect(message).toContain(known);
    expect(message).toContain(own.fingerprint);
    await stream.closed;
    expect(stream.hasUnread).toBe(false);
    browser.close();
    await impostor.close();
  });

  it('TM-S1 A1: cannot pose as a known server with its public key and a signature of their own', async () => {
    const impostor = await DocumentServer.listen();
    const hop = await joinSecured(voice.port);
    const pins = `127.0.0.1:${impostor.port}=${serverOf(hop)}`;
    const gateway = await startGateway(impostor.port, { GATEWAY_VOICE_SERVER_PINS: pins });
    const browser = await Browser.open(gateway.url);
    const asked = browser.ask('connect_to_server', {});
    const forged = { ...new Identity(), point: Buffer.from(identityOf(hop.hello)) };
    const { stream } = await answerSecured(await impostor.accept(), forged);
    expect(await asked).toMatchObject({ code: 'hop_auth_failed' });
    await stream.closed;
    expect(stream.hasUnread).toBe(false);
    [hop, browser].forEach((each) => each.close());
    await impostor.close();
  });

  it.each([
    ['of the client', stripHello(H, 'to-server')],
    ['of the server', stripHello(H, 'to-client')],
  ])('TM-T3: cannot bring a client back to base by taking out the hello %s', async (_, attack) => {
    const attacker = await attacked(attack);
    expect(await answerThrough(attacker.port)).toMatchObject({ code: 'hop_auth_failed' });
    const sent = attacker.seen.filter(({ way, frame }) => way === 'to-server' && frame.type === A);
    expect(sent).toEqual([]);
  });

  it('TM-T3: cannot take suites out of an offer', async () => {
    const weaker: Attack = (frame, way) => {
      if (frame.type !== H || way !== 'to-server') return [frame];
      const body = Buffer.from(frame.body);
      body.writeUInt16BE(1, 37);
      return [{ type: H, body }];
    };
    const { port } = await attacked(weaker);
    expect(await answerThrough(port)).toMatchObject({ code: 'hop_auth_failed' });
  });

  describe('TM-T2 R1: after the handshake', () => {
    let witness: SecuredHop;
    beforeEach(async () => (witness = await joinSecured(voice.port)));
    afterEach(() => witness.close());

    const third = nth.bind(null, 2, A, 'to-server');
    const attacks: readonly [string, () => Attack, number, string][] = [
      ['replay', () => replay(third()), 3, 'sequence_error'],
      ['drop', () => drop(third()), 2, 'sequence_error'],
      ['reorder', () => reorder(third()), 2, 'sequence_error'],
      ['flip a bit of a nonce (TM-T1)', () => flip(third(), 90), 2, 'sequence_error'],
      ['flip a bit of a tag (TM-T1)', () => flip(third(), 100), 2, 'integrity_failed'],
      ['flip a bit of a text (TM-T1)', () => flip(third(), 230), 2, 'integrity_failed'],
    ];

    it.each(attacks)('cannot %s unnoticed', async (_, attack, delivered, code) => {
      const attacker = await attacked(attack());
      const ann = await joinSecured(attacker.port);
      const cut = refused(voice, ann.stream, code);
      for (const byte of [0, 1, 2, 3, 4]) ann.send(Buffer.of(byte));
      await cut;
      const cyd = await joinSecured(voice.port);
      cyd.send(Buffer.from('marker'));
      for (let byte = 0; byte < delivered; byte++) {
        expect(await witness.receive()).toEqual(Buffer.of(byte));
      }
      expect((await witness.receive()).toString()).toBe('marker');
      cyd.close();
    });

    it('cannot send back what came, nor what belongs to another connection', async () => {
      const attacker = await attacked(pass);
      const ann = await joinSecured(attacker.port);
      witness.send(Buffer.from('to Ann'));
      await ann.receive();
      const down = attacker.seen.filter(
        ({ way, frame }) => way === 'to-client' && frame.type === A,
      );
      ann.send(Buffer.of(1));
      expect(await witness.receive()).toEqual(Buffer.of(1));
      attacker.inject(down[0].frame, 'to-server');
      await refused(voice, ann.stream, 'sequence_error');

      const other = await attacked(pass);
      const ben = await joinSecured(other.port);
      // The first record of Ann's audio has the place in the order that Ben's next one has.
      const up = attacker.seen.filter(({ way, frame }) => way === 'to-server' && frame.type === A);
      other.inject(up[0].frame, 'to-server');
      await refused(voice, ben.stream, 'integrity_failed');
    });

    it('cannot make an end look like a goodbye', async () => {
      const attacker = await attacked(pass);
      const ann = await joinSecured(attacker.port);
      const cut = refused(voice, ann.stream, 'interrupted');
      attacker.truncate();
      await cut;
    });

    it('can hold a message back, and no more than that', async () => {
      const { attack, release } = delay(third());
      const attacker = await attacked(attack);
      const ann = await joinSecured(attacker.port);
      for (const byte of [0, 1, 2, 3]) ann.send(Buffer.of(byte));
      for (const byte of [0, 1]) expect(await witness.receive()).toEqual(Buffer.of(byte));
      release();
      for (const byte of [2, 3]) expect(await witness.receive()).toEqual(Buffer.of(byte));
      ann.close();
    });

    it('sees nothing twice: F1, U1', async () => {
      const attacker = await attacked(pass);
      const hops = [];
      for (let i = 0; i < 5; i++) hops.push(await joinSecured(attacker.port));
      for (const hop of hops) {
        for (let i = 0; i < 20; i++) hop.send(Buffer.from('the same text'));
      }
      for (let i = 0; i < 100; i++) await witness.receive();
      const bodies = (type: number): string[] =>
        attacker.seen
          .filter(({ frame }) => frame.type === type)
          .map(({ frame }) => frame.body.toString('hex'));
      const handshakes = [...bodies(K), ...bodies(S), ...bodies(H)];
      expect(handshakes).toHaveLength(5 * 5);
      expect(new Set(handshakes).size).toBe(handshakes.length);
      // Behind nonce and tag: with one key and nonce for two of these, the ciphertexts would be alike.
      const texts = [...bodies(A), ...bodies(C)].map((body) => body.slice(2 * 28));
      expect(new Set(texts).size).toBe(texts.length);
      hops.forEach((hop) => hop.close());
    });
  });

  it('TM-S1 A1: does not fool a client written from the document either', async () => {
    const { port } = await attacked(swapKey(K, 'to-client', stranger));
    const stream = await FrameStream.open(port);
    await expect(shakeSecured(stream)).rejects.toThrow('the signature is wrong');
    stream.socket.destroy();
  });
});
