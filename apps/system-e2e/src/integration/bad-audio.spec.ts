import { randomBytes } from 'node:crypto';
import * as fc from 'fast-check';
import { Browser } from '../browser/browser';
import { errorCodes } from '../conformance/document';
import { waveFile } from '../conformance/riff';
import { stopAll } from '../processes/running';
import { CONTAINERS, recording } from './speech';
import { startSystem, type System } from './system';

const wave = { tag: 1, bits: 16, samplingRate: 8_000 } as const;
const webm = recording('webm');
const VIDEO = Buffer.from('00000018667479706d703432000000006d7034326d703431', 'hex');
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('recordings that are not as they should be', () => {
  let system: System;
  let [ann, ben]: Browser[] = [];

  beforeAll(async () => {
    system = await startSystem();
    ann = await Browser.inLobby(system.gateway.url);
    ben = await Browser.inLobby(system.gateway.url, 'binary');
  });
  afterAll(async () => {
    [ann, ben].forEach((browser) => browser.close());
    await stopAll();
  });

  it.each([
    ['no bytes', Buffer.alloc(0), 'audio_empty'],
    ['no text', '', 'audio_empty'],
    ['text that is not Base64', '!!!', 'encoding'],
    ['Base64 in the alphabet of addresses', '-_-_', 'encoding'],
    ['Base64 that stops too early', 'AAAAA', 'encoding'],
    ['an address of data', 'data:audio/wav;base64,AAAA', 'encoding'],
    ['a file without samples', waveFile(wave, Buffer.alloc(0)), 'audio_empty'],
    ['a video', Buffer.concat([VIDEO, randomBytes(5_000)]), 'audio_unsupported'],
    ['a picture', Buffer.concat([PNG, randomBytes(5_000)]), 'audio_unsupported'],
    ['a document', Buffer.from('<html><audio/></html>'), 'audio_unsupported'],
    ['noise', Buffer.concat([Buffer.of(0), randomBytes(5_000)]), 'audio_unsupported'],
    ['the first four bytes of a RIFF file', Buffer.from('RIFF'), 'audio_unsupported'],
    ['the beginning of a WebM file', webm.subarray(0, 40), 'audio_unreadable'],
  ])('are refused when they are %s', async (_, audio, code) => {
    const answer = await ann.ask('send_audio', { audio });
    expect(answer).toEqual({ code, message: expect.any(String) });
    expect(await ann.next('audio_error')).toEqual(answer);
  });

  it.each(CONTAINERS)(
    'are refused when %s is truncated, rather than sent in part',
    async (container) => {
      const whole = recording(container);
      const audio = whole.subarray(0, Math.floor(whole.length * 0.6));
      expect(await ann.ask('send_audio', { audio })).toMatchObject({ code: 'audio_unreadable' });
    },
  );

  it.each(CONTAINERS)(
    'are played or refused, whatever happens to the bytes of %s',
    async (container) => {
      const whole = recording(container).subarray(0, 6_000);
      const spoiled = fc
        .tuple(
          fc.nat(whole.length),
          fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        )
        .map(([end, changes]) => {
          const bytes = Buffer.from(whole);
          for (const [at, value] of changes) bytes[Math.min(at, at % 300)] = value;
          return bytes.subarray(0, end);
        });
      await fc.assert(
        fc.asyncProperty(spoiled, async (audio) => {
          const answer = await ann.ask('send_audio', { audio });
          if ('id' in answer) await ben.next('audio_received');
          else expect(errorCodes()).toContain(answer['code']);
          expect(answer['code']).not.toBe('internal');
        }),
        { numRuns: 60 },
      );
    },
  );
});
