import { theoreticalSnrDb } from '@sealwave/audio';
import { depthRows, fewestBits } from '../panels/depth-rows';
import { finish, voiceSamples } from '../testing/lab-fixtures';
import { LEVELS_DB, sweepDepths, sweepLevels } from './sweeps';

const voice = voiceSamples('librivox-0870.wav');
const db = (snr: { kind: string; db?: number }): number =>
  snr.kind === 'measured' ? (snr.db ?? NaN) : Infinity;

describe('sweepDepths', () => {
  const sweep = finish(sweepDepths(voice, 0));
  const rows = depthRows(sweep);

  it('measures the same figures as the command line', () => {
    // docs/codec.md, section 4
    expect(sweep.plain.map(({ snr }) => db(snr))).toEqual([
      0,
      0.25,
      2.38,
      6.53,
      11.47,
      16.78,
      22.4,
      28.44,
      34.49,
      40.52,
      46.53,
      52.51,
      58.43,
      64.09,
      68.83,
      Infinity,
    ]);
  });

  it('agrees with theory within 1 dB while the voice spans many steps', () => {
    for (const { coder, theory, snr } of rows) {
      if (coder.kind !== 'plain' || coder.bits < 6 || coder.bits > 14) continue;
      expect(Math.abs(db(snr) - (theory?.clipDb ?? NaN))).toBeLessThan(1);
    }
  });

  it('has the formula for a sine, and none for coders without a formula', () => {
    expect(rows.map(({ theory }) => theory?.sineDb)).toEqual([
      ...Array.from({ length: 16 }, (_, i) => theoreticalSnrDb(i + 1)),
      undefined,
      undefined,
    ]);
  });

  it('finds the fewest bits that reach 40 dB, or null', () => {
    expect(fewestBits(rows)).toBe(10);
    expect(fewestBits([])).toBeNull();
  });

  it('shows that nlp64 is better than plain bits of the same rate', () => {
    expect(
      rows.filter(({ bitRateBps }) => bitRateBps === 64_000).map(({ passes }) => passes),
    ).toEqual([false, true, false]);
  });

  it('reports its progress in steps up to the whole', () => {
    const shares = [...sweepDepths(voice.subarray(0, 1600), 0)];
    expect(shares).toHaveLength(17);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(Math.max(...shares)).toBeLessThan(1);
  });
});

describe('sweepLevels', () => {
  const rows = finish(sweepLevels(voice));

  it('measures the voice at every level', () => {
    expect(rows.map(({ gainDb }) => gainDb)).toEqual(LEVELS_DB);
    const rms = rows.map(({ pcm8 }) => pcm8.rmsDbfs);
    rms.forEach((rmsDbfs, i) =>
      expect(Math.abs(rms[0] + LEVELS_DB[i] - rmsDbfs)).toBeLessThan(0.1),
    );
  });

  it('shows that plain 8 bits lose a dB per dB of level, and nlp64 none', () => {
    const [loud, , , , quiet] = rows;
    expect(quiet.gainDb).toBe(-20);
    expect(db(loud.pcm8.snr) - db(quiet.pcm8.snr)).toBeGreaterThan(17);
    for (const { nlp64 } of rows) expect(db(nlp64.snr)).toBeGreaterThan(50);
    for (const { pcm8 } of rows) expect(db(pcm8.snr)).toBeLessThan(40);
  });
});
