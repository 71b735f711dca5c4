import { TestBed } from '@angular/core/testing';
import { QualityFigures, type QualitySummary } from './quality-figures';

const QUALITY: QualitySummary = {
  lowestFrameSnr: { kind: 'measured', db: 43.219 },
  pcm8Snr: { kind: 'measured', db: 29.34 },
  nonSilent: { frames: 3000, passing: 2999 },
  bitrateBps: 64_000,
};

async function shown(quality: QualitySummary, coder = 'nlp64'): Promise<string[]> {
  const fixture = TestBed.createComponent(QualityFigures);
  fixture.componentRef.setInput('quality', quality);
  fixture.componentRef.setInput('coder', coder);
  await fixture.whenStable();
  const values = (fixture.nativeElement as HTMLElement).querySelectorAll('dd');
  return [...values].map((value) => value.textContent ?? '');
}

describe('QualityFigures', () => {
  it('shows the worst moment, the passing share, and what plain 8 bits would reach', async () => {
    expect(await shown(QUALITY)).toEqual([
      '43.2 dB',
      '99.9 %',
      '29.3 dB',
      '64.0 kbit/s',
      'nlp64 (high quality)',
    ]);
  });

  it('shows 100 % only for all frames', async () => {
    const nonSilent = { frames: 3000, passing: 3000 };
    expect((await shown({ ...QUALITY, nonSilent }, 'pcm8'))[1]).toBe('100 %');
  });

  it.each([
    ['silence', 0, 'Silence', 'Silence'],
    ['lossless', 5, 'Lossless', '100 %'],
  ] as const)('describes %s in words', async (kind, frames, word, share) => {
    const none = { kind, db: null };
    const nonSilent = { frames, passing: frames };
    const values = await shown({ ...QUALITY, lowestFrameSnr: none, pcm8Snr: none, nonSilent });
    expect(values.slice(0, 3)).toEqual([word, share, word]);
  });
});
