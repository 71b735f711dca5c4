import { Browser, type Payload } from '../browser/browser';
import { BASE_ONLY, startGateway, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { DocumentServer } from './document-server';
import { A, H } from './frame';
import { shakeAsServer } from './hop';
import { wrongCode, type SecuredHop } from './secured/secured-hop';
import {
  admitSecured,
  answerSecured,
  Identity,
  nextIdentity,
  type ServerOptions,
} from './secured/secured-server';

describe('the gateway as a client of a secured server (docs/protocol.md, section 9)', () => {
  let server: DocumentServer;
  let identity: Identity;
  let gateway: ServerProcess;
  let browser: Browser | undefined;

  beforeEach(async () => {
    server = await DocumentServer.listen();
    identity = new Identity();
  });
  afterEach(async () => {
    browser?.close();
    await stopAll();
    await server.close();
  });

  async function connecting(
    settings: Record<string, string | number> = {},
  ): Promise<{ readonly answer: Promise<Payload> }> {
    gateway = await startGateway(server.port, settings);
    browser?.close();
    browser = await Browser.open(gateway.url, 'binary');
    return { answer: browser.ask('connect_to_server', {}) };
  }

  async function connected(options: ServerOptions = {}): Promise<SecuredHop> {
    const { answer } = await connecting();
    const { hop } = await admitSecured(await server.accept(), identity, options);
    await answer;
    return hop;
  }

  it('M9.4 C2: closes when a server made from the requirements does not answer its hello', async () => {
    const { answer } = await connecting({ GATEWAY_HELLO_MS: 100 });
    const { stream } = await shakeAsServer(await server.accept(), 'pem');
    expect((await stream.next()).type).toBe(H);
    await stream.closed;
    expect(stream.hasUnread).toBe(false);
    expect(await answer).toMatchObject({ code: 'hop_auth_failed' });
    expect(gateway.log).not.toContain('"level":"error"');
  });

  it('M9.4 C2: goes on in base with such a server when it merely prefers more', async () => {
    const { answer } = await connecting({ GATEWAY_HOP_SECURITY: 'prefer', GATEWAY_HELLO_MS: 100 });
    const hop = await shakeAsServer(await server.accept(), 'pem');
    expect((await hop.stream.next()).type).toBe(H);
    hop.send(Buffer.from('thrown away'));
    expect(await hop.announced()).toMatchObject({ t: 'caps' });
    expect(await answer).toMatchObject({
      security: { state: 'unauthenticated', fingerprint: null },
    });
    hop.send(Buffer.from('heard'));
    expect(await browser?.next('audio_received')).toBeDefined();
    hop.stream.send(H, Buffer.alloc(202, 2));
    await hop.stream.closed;
    expect(await browser?.next('disconnected')).toEqual({ reason: 'connection_lost' });
  });

  const at =
    (place: number, mask = 1) =>
    (hello: Buffer): Buffer => {
      const spoiled = Buffer.from(hello);
      spoiled[place < 0 ? spoiled.length + place : place] ^= mask;
      return spoiled;
    };
  const wrong: readonly [string, ServerOptions, string][] = [
    ['another version', { spoil: at(1) }, 'hop_unsupported'],
    ['a suite that was not offered', { suite: 3 }, 'hop_unsupported'],
    ['another algorithm', { spoil: at(38) }, 'protocol_error'],
    ['an identity that is no point', { spoil: at(80) }, 'public_key_invalid'],
    ['a signature that does not fit', { spoil: at(-96) }, 'hop_auth_failed'],
    ['a signature with a high s', { isHigh: true }, 'hop_auth_failed'],
    ['a random part that was not signed', { spoil: at(4) }, 'hop_auth_failed'],
    ['a finished that does not fit', { spoil: at(-1) }, 'hop_auth_failed'],
    ['bytes left over', { spoil: (hello) => Buffer.concat([hello, hello]) }, 'protocol_error'],
    ['a reject in its place', { spoil: () => Buffer.of(0x7f, 2, 0) }, 'hop_unsupported'],
  ];

  it.each(wrong)(
    'M9.7 closes at a server hello with %s, and does not fall back',
    async (_, options, code) => {
      const { answer } = await connecting({ GATEWAY_HOP_SECURITY: 'prefer' });
      const { stream } = await answerSecured(await server.accept(), identity, options);
      expect(await answer).toMatchObject({ code });
      await stream.closed;
      expect(stream.hasUnread).toBe(false);
    },
  );

  it.each([
    ['changed', 'integrity_failed'],
    ['repeated', 'sequence_error'],
    ['forged inside', 'integrity_failed'],
  ])(
    'M9.9 TM-T2 R1: closes at a record that was %s, and plays nothing of it',
    async (how, code) => {
      const hop = await connected();
      hop.send(Buffer.from('good'));
      expect(await browser?.next('audio_received')).toBeDefined();
      const mac = how === 'forged inside' ? wrongCode() : undefined;
      const body = hop.sending.seal(A, Buffer.from('bad'), mac);
      if (how === 'changed') body[30] ^= 1;
      if (how === 'repeated') body.writeBigUInt64BE(0n, 4);
      hop.stream.send(A, body);
      await hop.stream.closed;
      const { hop: next } = await admitSecured(await server.accept(), identity);
      next.send(Buffer.from('next'));
      const heard = await browser?.next('audio_received');
      expect(Buffer.from(heard?.['audio'] as Buffer).includes('next')).toBe(true);
      await gateway.logged(`"${code}"`);
    },
  );

  it('M9.12 follows the server to new keys', async () => {
    const hop = await connected();
    hop.rekey();
    hop.rekey();
    hop.send(Buffer.from('later'));
    expect(await browser?.next('audio_received')).toBeDefined();
  });

  it('M9.14 follows a server to the identity that it named', async () => {
    const next = new Identity();
    const hop = await connected({ extensions: nextIdentity(identity, next.point) });
    const { fingerprint } = next;
    const expected = { security: { state: 'pinned', fingerprint } };
    hop.stream.socket.destroy();
    await admitSecured(await server.accept(), next);
    await browser?.next('server_connected');
    expect(await browser?.next('server_connected')).toMatchObject(expected);
  });

  it('M9.15 joins the lobby, and says what it understands', async () => {
    const { answer } = await connecting();
    const { join } = await admitSecured(await server.accept(), identity);
    expect(join).toEqual({
      ...{ t: 'join', v: 1, room: 'lobby', caps: ['message1', 'sender1', 'sealed1'] },
      visitor: expect.stringMatching(/^[0-9a-f]{32}$/),
    });
    expect(await answer).toMatchObject({ port: server.port });
  });

  it('M9.17 answers a ping', async () => {
    const hop = await connected();
    hop.control({ t: 'ping' });
    expect(await hop.nextControl()).toEqual({ t: 'pong' });
  });

  it('M9.18 says goodbye when its browser leaves', async () => {
    const hop = await connected();
    await browser?.ask('disconnect_from_server');
    expect(await hop.nextControl()).toEqual({ t: 'bye' });
    await hop.stream.closed;
  });

  it('M9.19 TM-S1 A2: refuses another server than the one that it met', async () => {
    await connected();
    const { answer } = await connecting();
    const impostor = new Identity();
    const { stream } = await answerSecured(await server.accept(), impostor);
    const { code, message } = await answer;
    expect(code).toBe('identity_changed');
    for (const each of [identity, impostor]) expect(message).toContain(each.fingerprint);
    await stream.closed;
    expect(stream.hasUnread).toBe(false);
  });

  it('M9.19 accepts the pinned server and no other one', async () => {
    const pins = `127.0.0.1:${server.port}=${identity.fingerprint}`;
    const right = await connecting({ GATEWAY_VOICE_SERVER_PINS: pins });
    await admitSecured(await server.accept(), identity);
    const { fingerprint } = identity;
    expect(await right.answer).toMatchObject({ security: { state: 'pinned', fingerprint } });
    const wrongOne = await connecting({ GATEWAY_VOICE_SERVER_PINS: pins });
    await answerSecured(await server.accept(), new Identity());
    expect(await wrongOne.answer).toMatchObject({ code: 'identity_changed' });
  });

  it('M8.15 says how sure it is of the server', async () => {
    const { fingerprint } = identity;
    for (const state of ['first-contact', 'pinned']) {
      const { answer } = await connecting();
      await admitSecured(await server.accept(), identity);
      const security = { state, fingerprint };
      const room = { id: 'lobby', you: null, moderator: false, members: [] };
      expect(await answer).toEqual({ host: '127.0.0.1', port: server.port, security, room });
    }
  });

  it.each([{ ...BASE_ONLY }, { GATEWAY_HOP_SECURITY: 'prefer' }])(
    'M9.20 TM-T3: requires a secured hop of a server that it has met, whatever it is told (%j)',
    async (settings) => {
      await connected();
      const { answer } = await connecting({ ...settings, GATEWAY_HELLO_MS: 100 });
      const { stream } = await shakeAsServer(await server.accept(), 'pem');
      expect(await answer).toMatchObject({ code: 'hop_auth_failed' });
      await stream.closed;
      expect((await stream.next()).type).toBe(H);
      expect(stream.hasUnread).toBe(false);
    },
  );
});
