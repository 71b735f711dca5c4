import { parseWav } from '@sealwave/audio';
import { audioOf, Browser, type Payload } from '../browser/browser';
import { stopAll } from '../processes/running';
import { CONTAINERS, match, recording, spoken } from './speech';
import { startSystem } from './system';

describe('a recording of a human voice', () => {
  let [ann, ben, cyd]: Browser[] = [];

  beforeAll(async () => {
    const { gateway } = await startSystem();
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

  describe.each(CONTAINERS)('in %s', (container) => {
    const original = recording(container);
    let sent: Payload;
    let received: Payload[];

    beforeAll(async () => {
      sent = await ann.ask('send_audio', { audio: original });
      received = await Promise.all([ben.next('audio_received'), cyd.next('audio_received')]);
    });

    it('is heard by everybody else as it was spoken', () => {
      const [toBen, toCyd] = received.map(audioOf);
      expect(match(spoken(), toBen).coefficient).toBeGreaterThanOrEqual(0.95);
      expect(toCyd).toEqual(toBen);
    });

    it('comes as a file that plays: 8-bit PCM, 8 kHz, one channel', () => {
      const { format, frameCount } = parseWav(audioOf(received[0]));
      expect(format).toEqual({ sampleFormat: 'u8', samplingRate: 8_000, channelCount: 1 });
      expect(received[0]['durationMs']).toBe(Math.round(frameCount / 8));
    });

    it('is told as what it is', () => {
      for (const each of received)
        expect(each).toMatchObject({
          id: sent['id'],
          format: 'wav',
          verified: true,
          encrypted: false,
        });
    });

    it('is measured by what was sent', () => {
      const coded = parseWav(audioOf(received[0])).frameCount;
      const seconds = Number(sent['durationMs']) / 1_000;
      expect(sent['compressedBytes']).toBe(coded);
      expect(sent['originalBytes']).toBe(original.length);
      expect(sent['compressionRatio']).toBeCloseTo((1 - coded / original.length) * 100, 6);
      expect(sent['bitrateBps']).toBeCloseTo(64_000, 0);
      expect((coded * 8) / seconds).toBeCloseTo(64_000, -2);
      expect(sent).toMatchObject({ codec: 'pcm8', snrKind: 'measured', encrypted: false });
      expect(sent['snrDb']).toBeGreaterThan(15);
      expect(sent['meetsSnr']).toBe(Number(sent['snrDb']) >= 40);
    });

    it('is taken as Base64 just as well, and told without acknowledgement', async () => {
      await ann.next('audio_sent');
      ann.emit('send_audio', { audio: original.toString('base64'), encrypted: false });
      const again = await ann.next('audio_sent');
      expect(again).toEqual({ ...sent, id: again['id'] });
      expect(again['id']).not.toBe(sent['id']);
      for (const [browser, before] of [
        [ben, received[0]],
        [cyd, received[1]],
      ] as const)
        expect(withoutChunk(audioOf(await browser.next('audio_received')))).toEqual(
          withoutChunk(audioOf(before)),
        );
    });
  });

  it('does not come back to its sender', () => {
    expect(ann.unread('audio_received')).toBe(0);
  });
});

/** The file up to its last 28 bytes, the chunk that names the message. */
function withoutChunk(file: Buffer): Buffer {
  return file.subarray(0, -28);
}
