import { connect } from 'node:net';
import { Browser } from '../browser/browser';
import { FrameStream } from '../conformance/frame-stream';
import { type Hop, shakeAsClient } from '../conformance/hop';
import { expectNextIsMarker, refused } from '../conformance/lobby';
import { joinSecured } from '../conformance/secured/secured-hop';
import { startGateway, startVoiceServer, stopAll } from '../processes/running';

/** Of the addresses of this machine one belongs to a gateway; the others are those of strangers. */
const GATEWAY_AT_ONE = { VOICE_TRUSTED_PEERS: '127.0.0.1/32' };
const AN_HOUR_MS = 3_600_000;

function openFrom(localAddress: string, port: number): FrameStream {
  return new FrameStream(connect({ port, host: '127.0.0.1', localAddress }));
}

/** Strangers of the base protocol, from an address each, who say nothing. */
async function idleMembers(port: number, count: number): Promise<Hop[]> {
  const idle: Hop[] = [];
  while (idle.length < count) {
    idle.push(await shakeAsClient(openFrom(`127.0.1.${idle.length + 1}`, port), 'raw'));
  }
  return idle;
}

const stillOpen = (hops: readonly Hop[]): boolean[] =>
  hops.map(({ stream }) => !stream.socket.closed);

describe('TM-D13: when idle clients of the base protocol take up all places', () => {
  afterEach(stopAll);

  it('newcomers and a gateway replace the clients that were idle longest, and those who speak stay', async () => {
    const voice = await startVoiceServer({
      ...GATEWAY_AT_ONE,
      ...{ VOICE_MAX_CONNECTIONS: 4, VOICE_RESERVED_CONNECTIONS: 0, VOICE_IDLE_BASE_MS: 1 },
    });
    const [speaker, ...idle] = await idleMembers(voice.port, 4);
    await expectNextIsMarker(speaker, idle[0]);

    const newcomer = await shakeAsClient(openFrom('127.0.2.1', voice.port), 'raw');
    await refused(voice, idle[0].stream, 'busy');
    expect(voice.log).toContain('"event":"session-cut","code":"busy"');
    expect(stillOpen([speaker, ...idle, newcomer])).toEqual([true, false, true, true, true]);

    const gateway = await startGateway(voice.port);
    const browser = await Browser.open(gateway.url, 'binary');
    await browser.ask('connect_to_server', {});
    await refused(voice, idle[1].stream, 'busy');
    expect(stillOpen([speaker, ...idle, newcomer])).toEqual([true, false, false, true, true]);
    await expectNextIsMarker(speaker, newcomer);
    browser.close();
  });

  it('a gateway gets into the places that are kept for it, and nobody has to give way for that', async () => {
    const voice = await startVoiceServer({
      ...GATEWAY_AT_ONE,
      ...{ VOICE_MAX_CONNECTIONS: 4, VOICE_RESERVED_CONNECTIONS: 2, VOICE_IDLE_BASE_MS: 1 },
    });
    const idle = await idleMembers(voice.port, 2);
    const trusted = [await joinSecured(voice.port), await joinSecured(voice.port)];
    expect(stillOpen(idle)).toEqual([true, true]);
    await expectNextIsMarker(idle[0], idle[1]);
    trusted.forEach((hop) => hop.close());
  });

  it('nobody who was idle for less than the setting gives way, and strangers are kept out of the places of a gateway', async () => {
    const voice = await startVoiceServer({
      ...GATEWAY_AT_ONE,
      ...{ VOICE_MAX_CONNECTIONS: 4, VOICE_RESERVED_CONNECTIONS: 2 },
      VOICE_IDLE_BASE_MS: AN_HOUR_MS,
    });
    const idle = await idleMembers(voice.port, 2);
    await refused(voice, openFrom('127.0.2.1', voice.port), 'busy');
    const trusted = [await joinSecured(voice.port), await joinSecured(voice.port)];
    await expectNextIsMarker(idle[0], idle[1]);
    trusted.forEach((hop) => hop.close());
  });
});
