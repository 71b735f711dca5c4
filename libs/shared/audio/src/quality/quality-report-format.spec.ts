import { ErrorCode, fromHex, toHex } from '@sealwave/kernel';
import { seededRandom } from '@sealwave/testing';
import * as fc from 'fast-check';
import { CodedAudioError } from '../coding/coded-audio-error';
import { MessageEncoder } from '../coding/message-encoder';
import type { QualityReport } from './quality-report';
import { encodeQualityReport, parseQualityReport } from './quality-report-format';
import { muLawCoder, pcmCoder, VOICE_CODERS } from '../coding/voice-coders';

const EXAMPLE: QualityReport = {
  sampleCount: 1000,
  codedBytes: 1120,
  snr: { kind: 'measured', db: 53.41 },
  pcm8Snr: { kind: 'measured', db: 31.8 },
  lowestFrameSnrDb: 39.5,
  firstPercentileFrameSnrDb: 41.07,
  nonSilent: { frames: 6, passing: 5 },
  active: { frames: 4, passing: 4 },
  rmsDbfs: -20.25,
  clippedSamples: 3,
};

const coders = [...Object.values(VOICE_CODERS), muLawCoder, pcmCoder(3)];

describe('encodeQualityReport', () => {
  it('matches the worked example', () => {
    expect(toHex(encodeQualityReport(EXAMPLE))).toBe(
      '0100f817' +
        '000003e8' +
        '00000460' +
        '00000006' +
        '00000005' +
        '00000004' +
        '00000004' +
        '00000003' +
        '14dd0c6c' +
        '0f6e100b',
    );
  });

  it('keeps every report of a message exactly', () => {
    const amplitude = fc.constantFrom(0, 1, 3, 100, 3000, 32_767);
    fc.assert(
      fc.property(fc.nat(2000), amplitude, fc.constantFrom(...coders), (count, scale, coder) => {
        const random = seededRandom(count);
        const encoder = new MessageEncoder(coder);
        encoder.push(Int16Array.from({ length: count }, () => (2 * random() - 1) * scale));
        encoder.flush();
        expect(parseQualityReport(encodeQualityReport(encoder.report))).toEqual(encoder.report);
      }),
    );
  });
});

describe('parseQualityReport', () => {
  const refuses = (bytes: Uint8Array) =>
    expect(() => parseQualityReport(bytes)).toThrow(
      expect.objectContaining({ code: ErrorCode.AudioUnreadable, peerFault: true }),
    );

  it.each([0, 39, 41])('refuses %d bytes', (length) => {
    const bytes = new Uint8Array(length);
    bytes.set(encodeQualityReport(EXAMPLE).subarray(0, length));
    refuses(bytes);
  });

  it.each(['0000', '0200', '0101'])('refuses version and reserved byte %s', (start) => {
    const bytes = encodeQualityReport(EXAMPLE);
    bytes.set(fromHex(start));
    refuses(bytes);
  });

  it.each<[string, Partial<QualityReport>]>([
    ['bytes that are not whole frames', { codedBytes: 1121 }],
    ['no bytes', { codedBytes: 0 }],
    ['bytes without samples', { sampleCount: 0 }],
    ['more frames than samples fill', { nonSilent: { frames: 8, passing: 7 } }],
    ['more passing frames than frames', { nonSilent: { frames: 6, passing: 7 } }],
    ['more active frames than frames', { active: { frames: 7, passing: 6 } }],
    ['more active frames that fail', { active: { frames: 4, passing: 2 } }],
    ['more passing active frames than frames', { active: { frames: 4, passing: 5 } }],
    ['more clipped samples than samples', { clippedSamples: 1001 }],
    ['a worst frame above the 1st percentile', { firstPercentileFrameSnrDb: 39.49 }],
    ['an SNR above that of no loss', { firstPercentileFrameSnrDb: 120.01 }],
    ['a worst frame that passes while one fails', { lowestFrameSnrDb: 40 }],
    ['no frame that fails below 40 dB', { nonSilent: { frames: 6, passing: 6 } }],
    ['silence with sound', { snr: { kind: 'silence' } }],
    ['silence in one of two', { pcm8Snr: { kind: 'silence' } }],
    ['sound without level', { rmsDbfs: -Infinity }],
    ['no loss with a loss in a frame', { snr: { kind: 'lossless' } }],
    ['a level above full scale', { rmsDbfs: 0.01 }],
  ])('refuses %s', (_, change) => {
    refuses(encodeQualityReport({ ...EXAMPLE, ...change }));
  });

  it('refuses any bytes, or reads them as a report that encodes to the same bytes', () => {
    let accepted = 0;
    const edits = fc.array(fc.tuple(fc.nat(39), fc.nat(255)), { maxLength: 3 });
    fc.assert(
      fc.property(edits, (changes) => {
        const bytes = encodeQualityReport(EXAMPLE);
        for (const [at, value] of changes) bytes[at] = value;
        try {
          expect(encodeQualityReport(parseQualityReport(bytes))).toEqual(bytes);
          accepted++;
        } catch (error) {
          if (!(error instanceof CodedAudioError)) throw error;
        }
      }),
      { numRuns: 1000 },
    );
    expect(accepted).toBeGreaterThan(0);
  });
});
