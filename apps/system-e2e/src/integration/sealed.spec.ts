import { randomBytes } from 'node:crypto';
import { audioOf, Browser } from '../browser/browser';
import { stopAll } from '../processes/running';
import { recording } from './speech';
import { startSystem } from './system';

const LARGEST = 8 * 1024 * 1024 - 4096;

describe('a recording that its sender sealed', () => {
  let [ann, ben, cyd]: Browser[] = [];

  beforeAll(async () => {
    const { gateway } = await startSystem({ VOICE_BYTES_PER_SECOND: 1_073_741_824 });
    [ann, ben, cyd] = await Promise.all([
      Browser.inLobby(gateway.url),
      Browser.inLobby(gateway.url),
      Browser.inLobby(gateway.url, 'binary'),
    ]);
  });
  afterAll(async () => {
    [ann, ben, cyd].forEach((browser) => browser.close());
    await stopAll();
  });

  /** Sends `audio` as it is and as Base64, and expects it at both others byte for byte. */
  async function expectUnchanged(audio: Buffer, format: string): Promise<void> {
    for (const form of [audio, audio.toString('base64')]) {
      const { id } = await ann.ask('send_audio', { audio: form, encrypted: true });
      for (const browser of [ben, cyd]) {
        const received = await browser.next('audio_received');
        expect(audioOf(received).equals(audio)).toBe(true);
        expect(received).toMatchObject({ id, format, verified: true, encrypted: true });
        expect(received['durationMs']).toBeNull();
      }
    }
  }

  it('of 1 MB arrives byte for byte', () => expectUnchanged(randomBytes(1_000_000), 'opaque'));

  it('of the largest size arrives byte for byte', () =>
    expectUnchanged(randomBytes(LARGEST), 'opaque'));

  it('that looks like a recording is not decoded', async () => {
    await expectUnchanged(recording('webm'), 'opaque');
    await expectUnchanged(recording('wav'), 'wav');
  });

  it('has no figures except its size', async () => {
    const answer = await ann.ask('send_audio', { audio: randomBytes(777), encrypted: true });
    expect(answer).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      codec: 'none',
      snrDb: null,
      snrKind: 'unknown',
      meetsSnr: null,
      bitrateBps: null,
      durationMs: null,
      originalBytes: 777,
      compressedBytes: 777,
      compressionRatio: 0,
      encrypted: true,
      recipients: 2,
      quality: null,
    });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'audio_empty'],
    ['more than the largest size', Buffer.alloc(LARGEST + 1), 'audio_too_large'],
  ])('is refused when it is %s', async (_, audio, code) => {
    expect(await ann.ask('send_audio', { audio, encrypted: true })).toMatchObject({ code });
  });
});
