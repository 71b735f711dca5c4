import * as fc from 'fast-check';
import { Browser, type Payload } from '../browser/browser';
import { errorCodes } from '../conformance/document';
import { stopAll } from '../processes/running';
import { startSystem, type System } from './system';

const REQUESTS = [
  'connect_to_server',
  'send_audio',
  'disconnect_from_server',
  'audio_part',
  'cancel_audio',
  'round_trip',
] as const;
/** Names that Socket.IO keeps for itself. */
const RESERVED = [
  'connect',
  'connect_error',
  'disconnect',
  'disconnecting',
  'newListener',
  'removeListener',
];

const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
const leaf = fc.oneof(
  fc.constantFrom(null, true, false, 0, -1, 1e308, '', 'AAAA', '=', '__proto__', 'constructor'),
  fc.string({ unit: 'binary' }),
  fc.double(),
  bytes,
);
const key = fc.oneof(
  fc.constantFrom('audio', 'encrypted', 'host', 'port', 'id', 'offset'),
  fc.constantFrom('__proto__', 'constructor', 'toString'),
  fc.string(),
);
const { payload } = fc.letrec((tie) => ({
  payload: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('payload'), { maxLength: 4 }),
    fc.dictionary(key, tie('payload'), { maxKeys: 4 }),
    fc.record(
      {
        audio: tie('payload'),
        encrypted: tie('payload'),
        host: tie('payload'),
        port: tie('payload'),
        id: fc.oneof(fc.constant('a'.repeat(32)), tie('payload')),
        offset: fc.oneof(fc.nat(60), tie('payload')),
      },
      { requiredKeys: [] },
    ),
  ),
}));
const payloads = fc.array(payload, { maxLength: 3 });

describe('payloads that make no sense', () => {
  let system: System;
  let browser: Browser;
  const codes = errorCodes().filter((code) => code !== 'internal');

  beforeAll(async () => {
    // Hundreds of payloads follow each other as fast as they are answered.
    system = await startSystem({}, { GATEWAY_EVENTS_PER_SECOND: 1_000_000 });
    browser = await Browser.inLobby(system.gateway.url);
  });
  afterAll(async () => {
    browser.close();
    await stopAll();
  });

  const expectFailure = (answer: Payload): void => {
    expect(Object.keys(answer).sort()).toEqual(['code', 'message']);
    expect(codes).toContain(answer['code']);
  };

  it.each(REQUESTS)('of %s are answered, and nothing breaks', async (event) => {
    const answers = ['id', 'host', 'reason'];
    await fc.assert(
      fc.asyncProperty(payloads, async (args) => {
        fc.pre(byteArraysIn(args) <= 1);
        const answer = await browser.ask(event, ...args);
        const isAnswer = event === 'round_trip' || answers.some((field) => field in answer);
        if (!isAnswer) expectFailure(answer);
      }),
      { numRuns: 150 },
    );
    expect(browser.socket.connected).toBe(true);
  });

  it('are refused in events that do not exist', async () => {
    const lost = await Browser.open(system.gateway.url);
    const name = fc.string({ unit: 'binary' }).filter((text) => !RESERVED.includes(text));
    await fc.assert(
      fc.asyncProperty(name, payloads, async (event, args) => {
        fc.pre(!REQUESTS.some((request) => request === event) && byteArraysIn(args) <= 1);
        expect(await lost.ask(event, ...args)).toMatchObject({ code: 'invalid_request' });
        expect(await lost.next('server_error')).toMatchObject({ code: 'invalid_request' });
      }),
      { numRuns: 100 },
    );
    lost.close();
  });

  it('are refused however deep they are', async () => {
    const deep = '['.repeat(200_000) + ']'.repeat(200_000);
    for (const field of ['audio', 'encrypted', 'extra']) {
      browser.socket.io.engine.write(`2["send_audio",{"${field}":${deep}}]`);
      expectFailure(await browser.next('audio_error'));
    }
  });

  it('leave the gateway as it was for others', async () => {
    const other = await Browser.inLobby(system.gateway.url);
    const sent = await other.ask('send_audio', { audio: Buffer.of(1), encrypted: true });
    expect(sent).toHaveProperty('id');
    expect(system.gateway.log).not.toContain('"level":"error"');
    other.close();
  });

  it.each([
    '',
    '9',
    '2[',
    '2{}',
    '2["send_audio"',
    '511-["send_audio",{}]',
    '5-["send_audio",{}]',
    '5["send_audio",{}]',
  ])('that are no packet (%j) end that connection alone', async (text) => {
    const broken = await Browser.open(system.gateway.url);
    const other = await Browser.open(system.gateway.url);
    broken.socket.io.engine.write(text);
    await broken.disconnected();
    expect(await other.ask('nothing')).toMatchObject({ code: 'invalid_request' });
    other.close();
  });

  it('that are announced and do not come end that connection with its next packet', async () => {
    const broken = await Browser.open(system.gateway.url);
    broken.socket.io.engine.write('51-["send_audio",{"audio":{"_placeholder":true,"num":0}}]');
    broken.emit('nothing');
    await broken.disconnected();
  });
});

/** An event has one attachment at most. */
function byteArraysIn(payload: unknown): number {
  return JSON.stringify(payload).split('"type":"Buffer"').length - 1;
}
