import { ErrorCode } from '@sealwave/kernel';
import { RunningServer, type Settings } from './running-server';
import { stranger } from './test-client';

const TRUST_NOBODY = ['203.0.113.0/24'];

describe('limits on connections', () => {
  let server: RunningServer;

  const started = async (settings: Settings) => (server = await RunningServer.start(settings));
  const refusals = () => server.log.of('connection-refused').map(({ code }) => code);

  afterEach(() => server.stop());

  it('closes a connection that stays silent', async () => {
    await started({ VOICE_HANDSHAKE_MS: 100 });
    const { frames } = stranger(server.port);
    const { type } = await frames.receive();
    expect(String.fromCharCode(type)).toBe('K');
    await expect(frames.receive()).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
    await server.log.until('connection-refused');
    expect(refusals()).toEqual([ErrorCode.HandshakeTimeout]);
  });

  it('closes a connection above the limit of its address without an answer', async () => {
    await started({ VOICE_TRUSTED_PEERS: TRUST_NOBODY, VOICE_MAX_CONNECTIONS_PER_ADDRESS: 2 });
    await server.joined(2);
    const { frames } = stranger(server.port);
    await expect(frames.receive()).rejects.toMatchObject({ code: ErrorCode.PeerClosed });
    await server.log.until('connection-refused');
    expect(refusals()).toEqual([ErrorCode.RateLimited]);
  });

  it('refuses clients when it is full, and admits one when another leaves', async () => {
    await started({ VOICE_MAX_CONNECTIONS: 2 });
    const [ann] = await server.joined(2);
    await expect(stranger(server.port).frames.receive()).rejects.toBeDefined();
    await server.log.until('connection-refused');
    expect(refusals()).toEqual([ErrorCode.Busy]);
    ann.frames.close();
    await server.log.until('session-closed');
    await server.joined(1);
  });

  it('frees the place of an abandoned handshake', async () => {
    await started({ VOICE_MAX_HANDSHAKES: 1 });
    const first = stranger(server.port);
    await first.frames.receive();
    first.socket.destroy();
    await server.log.until('connection-refused');
    await server.joined(1);
    expect(refusals()).toEqual([ErrorCode.PeerClosed]);
  });

  it('slows down a client that floods without losing its messages, and does not affect others', async () => {
    await started({ VOICE_MESSAGES_PER_SECOND: 5 });
    const [flooder, ann, ben] = await server.joined(3);
    for (let i = 0; i < 20; i++) flooder.send(Uint8Array.of(0, i >> 8, i & 255));
    // By then the flood is being held back, so what Ann says overtakes the rest of it.
    const heard: Buffer[] = [];
    while (heard.length < 10) heard.push(await ben.receive());
    ann.send(Uint8Array.of(1));
    while (heard.length < 21) heard.push(await ben.receive());
    const flood = heard.filter((audio) => audio[0] === 0);
    expect(flood.map((audio) => audio.readUInt16BE(1))).toEqual([...Array(20).keys()]);
    expect(heard.at(-1)?.[0]).toBe(0);
  });
});
