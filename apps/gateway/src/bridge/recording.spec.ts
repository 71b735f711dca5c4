import type { Snr } from '@sealwave/audio';
import type { CompressedAudio, OpenedClip } from '@sealwave/node/media-pipeline';
import { metricsOfSealed, metricsOfVoice, receivedClip } from './recording';

const coded = (snr: Snr): CompressedAudio => ({
  codec: 'pcm8',
  wav: new Uint8Array(8_044),
  durationMs: 1_000,
  snr,
  bitrateBps: 64_000,
  codedBytes: 8_000,
});

describe('metricsOfVoice', () => {
  it('compares what was coded with what the browser sent', () => {
    const metrics = metricsOfVoice('a1', coded({ kind: 'measured', db: 41.5 }), 32_000);
    expect(metrics).toEqual({
      id: 'a1',
      codec: 'pcm8',
      snrDb: 41.5,
      snrKind: 'measured',
      meetsSnr: true,
      bitrateBps: 64_000,
      durationMs: 1_000,
      originalBytes: 32_000,
      compressedBytes: 8_000,
      compressionRatio: 75,
      encrypted: false,
    });
  });

  it('says so when coding made a recording larger', () => {
    const metrics = metricsOfVoice('a1', coded({ kind: 'silence' }), 4_000);
    expect(metrics.compressionRatio).toBe(-100);
  });

  it.each([
    [{ kind: 'measured', db: 39.99 }, 39.99, false],
    [{ kind: 'measured', db: 40 }, 40, true],
    [{ kind: 'silence' }, null, true],
    [{ kind: 'lossless' }, null, true],
  ] satisfies [Snr, number | null, boolean][])(
    'holds %j against the requirement',
    (snr, snrDb, meetsSnr) => {
      const { kind: snrKind } = snr;
      expect(metricsOfVoice('a1', coded(snr), 1)).toMatchObject({ snrDb, snrKind, meetsSnr });
    },
  );
});

describe('metricsOfSealed', () => {
  it('has no figure that would need a look inside', () => {
    const { snrDb, meetsSnr, bitrateBps, durationMs, ...known } = metricsOfSealed('a1', 77);
    expect([snrDb, meetsSnr, bitrateBps, durationMs]).toEqual([null, null, null, null]);
    expect(known).toMatchObject({ originalBytes: 77, compressedBytes: 77, compressionRatio: 0 });
  });
});

describe('receivedClip', () => {
  // A view into a larger buffer, as it comes out of a frame.
  const bytes = new TextEncoder().encode('xxRIFFyy').subarray(2, 6);
  const clip: OpenedClip = { id: 'a1', kind: 'voice', bytes, durationMs: 20 };

  it('carries exactly the bytes of the clip, or their Base64', () => {
    expect([...receivedClip(clip, true).audio]).toEqual([...bytes]);
    expect(receivedClip(clip, false).audio).toBe('UklGRg==');
  });

  it("tells a file that plays from bytes that are somebody else's matter", () => {
    expect(receivedClip(clip, true)).toMatchObject({ format: 'wav', encrypted: false });
    const sealed: OpenedClip = {
      ...clip,
      kind: 'sealed',
      bytes: Uint8Array.of(1),
      durationMs: null,
    };
    expect(receivedClip(sealed, true)).toMatchObject({ format: 'opaque', encrypted: true });
  });
});
