import { TestBed } from '@angular/core/testing';
import type { AnalyserTap } from './analyser-tap';
import { LevelMeter } from './level-meter';

/** A steady amplitude on every sample: its RMS and its peak are the same. */
function steady(amplitude: number): AnalyserTap {
  return {
    fftSize: 64,
    frequencyBinCount: 32,
    context: { sampleRate: 48_000 },
    getByteFrequencyData: (into) => into.fill(0),
    getFloatTimeDomainData: (into) => into.fill(amplitude),
  };
}

/** Accepts every drawing command and draws nothing. */
const NO_CONTEXT = new Proxy({}, { get: () => () => undefined, set: () => true });

describe('LevelMeter', () => {
  let frames: Map<number, FrameRequestCallback>;

  beforeEach(() => {
    frames = new Map();
    let handles = 0;
    jest.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(NO_CONTEXT as never);
    jest.spyOn(window, 'requestAnimationFrame').mockImplementation((frame) => {
      frames.set(++handles, frame);
      return handles;
    });
    jest.spyOn(window, 'cancelAnimationFrame').mockImplementation((handle) => {
      frames.delete(handle);
    });
    window.matchMedia = () => ({ matches: false }) as MediaQueryList;
  });

  afterEach(() => jest.restoreAllMocks());

  function displayFrame(timeMs: number): void {
    const due = [...frames.values()];
    frames.clear();
    for (const frame of due) frame(timeMs);
  }

  async function shown(analyser: AnalyserTap | null): Promise<HTMLElement> {
    const fixture = TestBed.createComponent(LevelMeter);
    fixture.componentRef.setInput('analyser', analyser);
    await fixture.whenStable();
    displayFrame(16);
    return fixture.nativeElement as HTMLElement;
  }

  it.each([
    [0.001, 'Silent', '−60.0 dBFS'],
    [0.01, 'Quiet', '−40.0 dBFS'],
    [0.05, 'Normal', '−26.0 dBFS'],
    [0.2, 'Loud', '−14.0 dBFS'],
    [0.5, 'SHOUTING', '−6.0 dBFS'],
  ])('calls an amplitude of %d %s', async (amplitude, word, figure) => {
    const page = await shown(steady(amplitude));
    expect(page.querySelector('[data-testid=intensity]')?.textContent).toBe(word);
    expect(page.querySelector('[data-testid=level]')?.textContent).toBe(figure);
    const meter = page.querySelector('[role=meter]');
    expect(meter?.getAttribute('aria-valuetext')).toBe(`${word}, ${figure}`);
  });

  it('asks for frames only while there is something to show', async () => {
    await shown(steady(0.1));
    expect(frames.size).toBe(1);
    TestBed.resetTestingModule();
    expect(frames.size).toBe(0);
  });
});
