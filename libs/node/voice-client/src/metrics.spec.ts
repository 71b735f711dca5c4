import { MessageEncoder, type Snr, VOICE_CODERS } from '@sealwave/audio';
import type { CompressedAudio } from '@sealwave/node/media';
import { metricsOfSealed, metricsOfVoice } from './metrics';
import { qualityOf } from './quality';

const encoder = new MessageEncoder(VOICE_CODERS.nlp64);
const frames = encoder.push(Int16Array.from({ length: 8_000 }, (_, i) => (i * 7919) % 4001));
const coded = (snr: Snr): CompressedAudio => ({
  coder: 'nlp64',
  frames,
  report: { ...encoder.report, snr },
  durationMs: 1_000,
});

describe('metricsOfVoice', () => {
  it('compares the coded recording with the one that the browser sent', () => {
    const recording = coded({ kind: 'measured', db: 41.5 });
    const metrics = metricsOfVoice('a1', recording, 32_000);
    expect(metrics).toEqual({
      id: 'a1',
      codec: 'nlp64',
      snrDb: 41.5,
      snrKind: 'measured',
      meetsSnr: true,
      bitrateBps: 64_000,
      durationMs: 1_000,
      originalBytes: 32_000,
      compressedBytes: 8_000,
      compressionRatio: 75,
      encrypted: false,
      quality: qualityOf(recording.report),
    });
  });

  it('reports when coding made a recording larger', () => {
    const metrics = metricsOfVoice('a1', coded({ kind: 'silence' }), 4_000);
    expect(metrics.compressionRatio).toBe(-100);
  });

  it.each([
    [{ kind: 'measured', db: 39.99 }, 39.99, false],
    [{ kind: 'measured', db: 40 }, 40, true],
    [{ kind: 'silence' }, null, true],
    [{ kind: 'lossless' }, null, true],
  ] satisfies [Snr, number | null, boolean][])(
    'compares %j with the requirement',
    (snr, snrDb, meetsSnr) => {
      const { kind: snrKind } = snr;
      expect(metricsOfVoice('a1', coded(snr), 1)).toMatchObject({ snrDb, snrKind, meetsSnr });
    },
  );
});

describe('metricsOfSealed', () => {
  it('contains no figure about the content', () => {
    const { snrDb, meetsSnr, bitrateBps, durationMs, ...known } = metricsOfSealed('a1', 77);
    expect([snrDb, meetsSnr, bitrateBps, durationMs]).toEqual([null, null, null, null]);
    expect(known).toMatchObject({ originalBytes: 77, compressedBytes: 77, compressionRatio: 0 });
  });
});
