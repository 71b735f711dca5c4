import { TestBed } from '@angular/core/testing';
import type { AudioSent } from '@sealwave/contracts';
import { sealRecording } from '@sealwave/e2ee';
import { SentReport } from './sent-report';

const PLAIN: AudioSent = {
  id: '00112233445566778899aabbccddeeff',
  codec: 'nlp64',
  snrDb: 41.26,
  snrKind: 'measured',
  meetsSnr: true,
  bitrateBps: 64_000,
  durationMs: 4660,
  originalBytes: 38_600,
  compressedBytes: 37_280,
  compressionRatio: 3.42,
  encrypted: false,
  quality: {
    snr: { kind: 'measured', db: 41.26 },
    pcm8Snr: { kind: 'measured', db: 29.3 },
    lowestFrameSnr: { kind: 'measured', db: 40.02 },
    firstPercentileFrameSnr: { kind: 'measured', db: 40.5 },
    nonSilent: { frames: 230, passing: 230 },
    active: { frames: 200, passing: 200 },
    bitrateBps: 64_000,
    codedBytes: 37_280,
    sampleCount: 37_280,
    rmsDbfs: -25,
    clippedSamples: 0,
  },
};

const SEALED: AudioSent = {
  ...PLAIN,
  ...{ codec: 'none', snrDb: null, snrKind: 'unknown', meetsSnr: null, quality: null },
  ...{ bitrateBps: null, durationMs: null, encrypted: true },
  ...{ originalBytes: 39_000, compressedBytes: 39_000, compressionRatio: 0 },
};

async function report(metrics: AudioSent): Promise<HTMLElement> {
  const fixture = TestBed.createComponent(SentReport);
  fixture.componentRef.setInput('metrics', metrics);
  await fixture.whenStable();
  return fixture.nativeElement;
}

async function figures(metrics: AudioSent): Promise<Record<string, string>> {
  const cards = (await report(metrics)).querySelectorAll('[data-testid^=metric-]');
  return Object.fromEntries(
    [...cards].map((card) => [
      (card.getAttribute('data-testid') ?? '').replace('metric-', ''),
      (card.textContent ?? '').replace(/\s+/g, ' ').trim(),
    ]),
  );
}

describe('SentReport', () => {
  it('shows the figures of the gateway', async () => {
    const shown = await figures(PLAIN);
    expect(shown['snr']).toContain('41.2 dB');
    expect(shown['bitrate']).toContain('64.0 kbit/s');
    expect(shown['bitrate']).toContain('On target');
    expect(shown['duration']).toContain('0:04.7');
    expect(shown['size']).toContain('37.3 kB');
    expect(shown['size']).toContain('from 38.6 kB');
    expect(shown['compression']).toContain('3.4 %');
    expect(shown['compression']).toContain('Smaller');
  });

  it('shows the quality report of a coded recording, and none of a sealed one', async () => {
    const quality = (await report(PLAIN)).querySelector('[data-testid=sent-quality]');
    expect(quality?.textContent).toMatch(/40.0 dB.*100 %.*29.3 dB.*64.0 kbit.*nlp64/s);
    const sealed = await report(SEALED);
    expect(sealed.querySelector('[data-testid=sent-quality]')).toBeNull();
  });

  it('shows that coding made the recording larger', async () => {
    const shown = await figures({ ...PLAIN, compressionRatio: -51.07 });
    expect(shown['compression']).toContain('−51.1 %');
    expect(shown['compression']).toContain('Larger');
  });

  it.each([
    [66_000, 'On target'],
    [66_001, 'Off the target of 64 kbit/s'],
    [61_999, 'Off the target of 64 kbit/s'],
  ])('compares %d bit/s with the target', async (bitrateBps, note) => {
    expect((await figures({ ...PLAIN, bitrateBps }))['bitrate']).toContain(note);
  });

  it('shows the sizes of a sealed recording, and no other figures', async () => {
    const shown = await figures(SEALED);
    expect(shown['size']).toContain('39.0 kB');
    for (const name of ['snr', 'bitrate', 'compression']) {
      expect(shown[name]).toContain('Not measured: sealed');
      expect(shown[name]).not.toMatch(/\d/);
    }
    expect(shown['duration']).toContain('Not known');
  });

  it('still shows the key of a sealed recording, which nobody else has', async () => {
    const { key } = await sealRecording(Uint8Array.of(1));
    const fixture = TestBed.createComponent(SentReport);
    fixture.componentRef.setInput('metrics', SEALED);
    fixture.componentRef.setInput('sealed', { key, recordedBytes: 38_600, durationMs: 4660 });
    await fixture.whenStable();
    const page = fixture.nativeElement as HTMLElement;
    expect(page.querySelector('sw-unlock-code')?.textContent).toContain('Copy code');
    expect(page.querySelector('[data-testid=metric-size]')?.textContent).toMatch(
      /39.0 kB.*38.6 kB/s,
    );
    expect((await report(PLAIN)).querySelector('sw-unlock-code')).toBeNull();
    expect(page.querySelector('[data-testid=metric-duration]')?.textContent).toContain('0:04.7');
  });
});
