import { parseWav } from '@sealwave/audio';
import type { QualityReport } from '@sealwave/contracts';
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

    it('arrives as a playable file: 16-bit PCM, 8 kHz, one channel', () => {
      const { format, frameCount } = parseWav(audioOf(received[0]));
      expect(format).toEqual({ sampleFormat: 's16', samplingRate: 8_000, channelCount: 1 });
      expect(received[0]['durationMs']).toBe(Math.round(frameCount / 8));
    });

    it('is described correctly', () => {
      for (const each of received)
        expect(each).toMatchObject({
          id: sent['id'],
          format: 'wav',
          verified: true,
          encrypted: false,
        });
    });

    it('is measured from the bytes that were sent', () => {
      const coded = Math.ceil(parseWav(audioOf(received[0])).frameCount / 160) * 160;
      const seconds = Number(sent['durationMs']) / 1_000;
      expect(sent['compressedBytes']).toBe(coded);
      expect(sent['originalBytes']).toBe(original.length);
      expect(sent['compressionRatio']).toBeCloseTo((1 - coded / original.length) * 100, 6);
      expect(sent['bitrateBps']).toBeCloseTo(64_000, 0);
      expect(Math.abs((coded * 8) / seconds - 64_000)).toBeLessThan(500);
      expect(sent).toMatchObject({ codec: 'nlp64', snrKind: 'measured', encrypted: false });
      expect(sent['snrDb']).toBeGreaterThanOrEqual(40);
      expect(sent['meetsSnr']).toBe(true);
    });

    it('has one quality report at its sender and at all receivers', () => {
      for (const each of received) expect(each['quality']).toEqual(sent['quality']);
      const { nonSilent } = sent['quality'] as QualityReport;
      expect(nonSilent.passing).toBe(nonSilent.frames);
    });

    it('is accepted in Base64 as well, and without an acknowledgement', async () => {
      await ann.next('audio_sent');
      ann.emit('send_audio', { audio: original.toString('base64'), encrypted: false });
      const again = await ann.next('audio_sent');
      expect(again).toEqual({ ...sent, id: again['id'] });
      expect(again['id']).not.toBe(sent['id']);
      for (const [browser, before] of [
        [ben, received[0]],
        [cyd, received[1]],
      ] as const)
        expect(audioOf(await browser.next('audio_received'))).toEqual(audioOf(before));
    });
  });

  it('does not return to its sender', () => {
    expect(ann.unread('audio_received')).toBe(0);
  });
});
