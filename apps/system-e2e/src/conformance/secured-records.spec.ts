import { startVoiceServer, stopAll } from '../processes/running';
import type { ServerProcess } from '../processes/server-process';
import { A, C, encodeFrame, K } from './frame';
import { join } from './hop';
import { PATIENT, refused } from './lobby';
import { riffChunk } from './riff';
import { joinSecured, JOIN, type SecuredHop, wrongCode } from './secured/secured-hop';
import { nativeVoice, SILENT_FRAME } from './native-message';

describe('records of a secured hop (docs/protocol.md, sections 9.4 to 9.7)', () => {
  let server: ServerProcess;
  let ann: SecuredHop;
  let ben: SecuredHop;

  beforeAll(async () => (server = await startVoiceServer(PATIENT)));
  beforeEach(async () => {
    ann = await joinSecured(server.port, ['message1']);
    ben = await joinSecured(server.port, ['message1']);
  });
  afterEach(() => [ann, ben].forEach((hop) => hop.close()));
  afterAll(stopAll);

  const sealed = (text: string): Buffer => ann.sending.seal(A, Buffer.from(text));
  const write = (body: Buffer, type = A): unknown =>
    ann.stream.socket.write(encodeFrame(type, body));

  /** Nothing but `text` has reached Ben when the server has closed Ann's connection with `code`. */
  async function cutOff(code: string, text: string): Promise<void> {
    await refused(server, ann.stream, code);
    const cyd = await joinSecured(server.port);
    cyd.send(Buffer.from('marker'));
    if (text !== '') expect((await ben.receive()).toString()).toBe(text);
    expect((await ben.receive()).toString()).toBe('marker');
    cyd.close();
  }

  it('M9.9 TM-T2 R1: closes at a record that comes again', async () => {
    const body = sealed('once');
    write(body);
    write(body);
    await cutOff('sequence_error', 'once');
  });

  it('M9.9 TM-T2 R1: closes at a record that is missing or moved', async () => {
    const [, second] = [sealed('first'), sealed('second')];
    write(second);
    await cutOff('sequence_error', '');
  });

  it('M9.9 TM-T2 R1: closes at a record that was sent back, or is of another connection', async () => {
    ben.send(Buffer.from('to Ann'));
    const { body } = await ann.stream.next();
    const sent = Buffer.from(body);
    ann.sending.nonce.copy(sent);
    write(sent);
    await refused(server, ann.stream, 'integrity_failed');
    ann = await joinSecured(server.port);
    const foreign = ben.sending.seal(A, Buffer.from('of Ben'));
    ann.sending.nonce.copy(foreign);
    write(foreign);
    await refused(server, ann.stream, 'integrity_failed');
    ben.close();
  });

  it.each(['tag', 'ciphertext'])(
    'M9.9 TM-T1 T1: closes at a record whose %s was changed',
    async (part) => {
      const body = sealed('text');
      body[part === 'tag' ? 20 : 30] ^= 1;
      write(body);
      await cutOff('integrity_failed', '');
    },
  );

  it('M9.9 TM-T1 T1: closes at a record of the other type, and at one with bytes left over', async () => {
    write(sealed('{"t":"bye"}'), C);
    await cutOff('integrity_failed', '');
    ann = await joinSecured(server.port);
    write(Buffer.concat([sealed('text'), Buffer.of(0)]));
    await cutOff('integrity_failed', '');
  });

  it('M9.9 T3: closes at a record whose tag is right and whose HMAC is wrong', async () => {
    write(ann.sending.seal(A, Buffer.from('forged'), wrongCode()));
    await cutOff('integrity_failed', '');
  });

  it('M9.10 has other keys in either direction', async () => {
    ben.send(Buffer.from('to Ann'));
    let frame = await ann.stream.next();
    for (; frame.type !== A; frame = await ann.stream.next()) {
      ann.receiving.open(frame.type, frame.body);
    }
    const { type, body } = frame;
    ann.sending.sequence = ann.receiving.sequence;
    expect(() => ann.sending.open(type, body)).toThrow();
    expect(ann.receiving.open(type, body).toString()).toBe('to Ann');
  });

  it('M9.11 closes at a frame of another type', async () => {
    ann.stream.send(K, Buffer.alloc(65));
    await refused(server, ann.stream, 'protocol_error');
    const cyd = await joinSecured(server.port);
    cyd.stream.send(0x7a, Buffer.alloc(1));
    await refused(server, cyd.stream, 'protocol_error');
  });

  it('M9.12 follows to new keys, and goes on with its own as they were', async () => {
    for (let epoch = 0; epoch < 3; epoch++) {
      ann.send(Buffer.from(`epoch ${epoch}`));
      expect((await ben.receive()).toString()).toBe(`epoch ${epoch}`);
      ann.rekey();
    }
    ben.send(Buffer.from('back'));
    expect((await ann.receive()).toString()).toBe('back');
    expect([ann.sending.epoch, ann.receiving.epoch]).toEqual([3, 0]);
    ann.sending.epoch = 2;
    ann.sending.sequence = 2;
    write(sealed('of the epoch before'));
    await cutOff('sequence_error', '');
  });

  it('M9.15 answers a join with joined, and closes at a second one', async () => {
    ann.control(JOIN);
    expect(await ann.nextControl()).toEqual({ t: 'error', code: 'protocol_error' });
    await refused(server, ann.stream, 'protocol_error');
  });

  it('M9.16 lets members of either kind of hop hear each other', async () => {
    const base = await join(server.port);
    base.send(Buffer.from('from base'));
    expect((await ann.receive()).toString()).toBe('from base');
    ann.send(Buffer.from('from secured'));
    expect((await base.receive()).toString()).toBe('from secured');
    base.close();
  });

  it('M9.16 sends base audio to a member that has not named native messages', async () => {
    const modest = await joinSecured(server.port);
    const message = nativeVoice({ frames: SILENT_FRAME });
    ann.send(message);
    expect(await ben.receive()).toEqual(message);
    expect(riffChunk(await modest.receive(), 'data')).toHaveLength(160);
    modest.close();
  });

  it('M9.17 answers a ping, and pings', async () => {
    ann.control({ t: 'ping' });
    expect(await ann.nextControl()).toEqual({ t: 'pong' });
    const restless = await startVoiceServer({ VOICE_PING_MS: 100 });
    const hop = await joinSecured(restless.port);
    for (let i = 0; i < 5; i++) {
      expect(await hop.nextControl()).toEqual({ t: 'ping' });
      hop.control({ t: 'pong' });
    }
    await refused(restless, hop.stream, 'timeout');
  });

  it('M9.18 tells a goodbye from a connection that was cut', async () => {
    const own = await startVoiceServer();
    const polite = await joinSecured(own.port);
    polite.control({ t: 'bye' });
    polite.stream.socket.end();
    await own.logged('"session-closed"');
    expect(own.log).not.toContain('"interrupted"');
    ben.stream.socket.end();
    await refused(server, ben.stream, 'interrupted');
  });
});
