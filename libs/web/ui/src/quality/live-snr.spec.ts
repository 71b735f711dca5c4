import { TestBed } from '@angular/core/testing';
import { sine } from '@sealwave/testing';
import type { AnalyserTap } from '../drawing/analyser-tap';
import { LiveSnr } from './live-snr';

const BLOCK = 16_384;

describe('LiveSnr', () => {
  let frame: FrameRequestCallback;

  beforeEach(() => {
    jest.spyOn(window, 'requestAnimationFrame').mockImplementation((next) => {
      frame = next;
      return 1;
    });
  });

  afterEach(() => jest.restoreAllMocks());

  /** The display for a tone of `amplitude`, `timeMs` after the first frame. */
  async function shown(amplitude: number, timeMs = 400): Promise<HTMLElement> {
    const shape = { frequencyHz: 440, samplingRate: 48_000, sampleCount: BLOCK };
    const analyser: AnalyserTap = {
      fftSize: BLOCK,
      frequencyBinCount: BLOCK / 2,
      context: { sampleRate: 48_000 },
      getByteFrequencyData: (into) => into.fill(0),
      getFloatTimeDomainData: (into) => into.set(sine({ ...shape, amplitude })),
    };
    const fixture = TestBed.createComponent(LiveSnr);
    fixture.componentRef.setInput('analyser', analyser);
    fixture.componentRef.setInput('coder', 'pcm8');
    await fixture.whenStable();
    frame(1000);
    frame(1000 + timeMs);
    return fixture.nativeElement as HTMLElement;
  }

  it('shows that a voice loud enough for plain bits meets the requirement', async () => {
    const page = await shown(0.9);
    expect(page.textContent).toMatch(/4\d\.\d dB.*Meets Requirement \(≥40dB\)/s);
    expect(page.dataset['tone']).toBe('good');
  });

  it('warns of a voice that is too quiet for them', async () => {
    const page = await shown(0.02);
    expect(page.textContent).toMatch(/1\d\.\d dB.*Below 40dB \(Does not meet requirement\)/s);
    expect(page.dataset['tone']).toBe('bad');
  });

  it('has no figure and no verdict in silence', async () => {
    const page = await shown(0);
    expect(page.textContent).toContain('No signal');
    expect(page.textContent).not.toMatch(/\d|40dB/);
    expect(page.dataset['tone']).toBeUndefined();
  });

  it('shows no figure before a whole block arrived', async () => {
    const page = await shown(0.9, 100);
    expect(page.textContent).toContain('Microphone is on…');
    expect(page.textContent).not.toContain('dB');
  });
});
