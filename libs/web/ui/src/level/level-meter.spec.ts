import { afterEveryRender, Injector } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import type { AnalyserTap } from '../drawing/analyser-tap';
import { LevelMeter } from './level-meter';

/** A constant amplitude, so that RMS and peak are equal. */
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
  let calm: boolean;

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
    calm = false;
    const scheme = { addEventListener: () => undefined, removeEventListener: () => undefined };
    window.matchMedia = (query) =>
      ({ ...scheme, matches: calm && query.includes('motion') }) as unknown as MediaQueryList;
    const still = () => undefined;
    window.ResizeObserver = function () {
      return { observe: still, unobserve: still, disconnect: still };
    } as unknown as typeof ResizeObserver;
  });

  afterEach(() => jest.restoreAllMocks());

  function displayFrame(timeMs: number): void {
    const due = [...frames.values()];
    frames.clear();
    for (const frame of due) frame(timeMs);
  }

  async function meterOf(analyser: AnalyserTap | null): Promise<ComponentFixture<LevelMeter>> {
    const fixture = TestBed.createComponent(LevelMeter);
    fixture.componentRef.setInput('analyser', analyser);
    await fixture.whenStable();
    displayFrame(16);
    return fixture;
  }

  async function shown(analyser: AnalyserTap | null): Promise<HTMLElement> {
    return (await meterOf(analyser)).nativeElement as HTMLElement;
  }

  const text = (page: HTMLElement, testId: string): string =>
    page.querySelector(`[data-testid=${testId}]`)?.textContent?.trim() ?? '';

  it.each([
    [0.001, 'Silent', '−60.0 dBFS'],
    [0.01, 'Quiet', '−40.0 dBFS'],
    [0.05, 'Normal', '−26.0 dBFS'],
    [0.2, 'Loud', '−14.0 dBFS'],
    [0.5, 'SHOUTING', '−6.0 dBFS'],
  ])('calls an amplitude of %d %s', async (amplitude, word, figure) => {
    const page = await shown(steady(amplitude));
    expect(text(page, 'intensity')).toBe(word);
    expect(text(page, 'level')).toBe(figure);
    expect(text(page, 'peak')).toBe(figure);
    const meter = page.querySelector('[role=meter]');
    expect(meter?.getAttribute('aria-valuetext')).toBe(`${word}, ${figure}`);
  });

  it('announces the level once a second at most', async () => {
    let amplitude = 0.01;
    const page = await shown({
      ...steady(0),
      getFloatTimeDomainData: (into) => into.fill(amplitude),
    });
    const spoken = () => page.querySelector('[role=meter]')?.getAttribute('aria-valuetext');
    amplitude = 0.5;
    for (let timeMs = 32; timeMs < 1000; timeMs += 16) displayFrame(timeMs);
    expect(text(page, 'intensity')).toBe('SHOUTING');
    expect(spoken()).toContain('Quiet');
    displayFrame(1100);
    expect(spoken()).toContain('SHOUTING');
  });

  describe('when samples are clipped', () => {
    let fixture: ComponentFixture<LevelMeter>;
    let fill: (into: Float32Array) => void;
    const mark = async (timeMs: number) => {
      displayFrame(timeMs);
      await fixture.whenStable();
      const page = fixture.nativeElement as HTMLElement;
      return page.querySelector<HTMLElement>('[data-testid=clipping]');
    };

    beforeEach(async () => {
      fill = (into) => into.fill(0.9999);
      fixture = await meterOf({ ...steady(0), getFloatTimeDomainData: (into) => fill(into) });
    });

    it('shows it while it lasts and for a while after', async () => {
      expect(await mark(32)).toBeNull();
      fill = (into) => into.fill(-1);
      expect((await mark(48))?.textContent).toContain('Too loud');
      expect(await mark(9000)).not.toBeNull();
      fill = (into) => into.fill(0.1);
      expect(await mark(12_000)).not.toBeNull();
      expect(await mark(14_000)).toBeNull();
    });

    it('shows nothing for one sample that just reaches the end', async () => {
      fill = (into) => {
        into.fill(0.1);
        into[7] = 1;
        into[30] = -1;
      };
      expect(await mark(32)).toBeNull();
    });

    it('resets with the take', async () => {
      fill = (into) => into.fill(1);
      expect(await mark(32)).not.toBeNull();
      fixture.componentRef.setInput('analyser', steady(0.1));
      await fixture.whenStable();
      expect(await mark(48)).toBeNull();
    });
  });

  it('misses no peak with reduced motion', async () => {
    calm = true;
    let amplitude = 0.01;
    const page = await shown({
      ...steady(0),
      getFloatTimeDomainData: (into) => into.fill(amplitude),
    });
    amplitude = 0.5;
    displayFrame(32);
    amplitude = 0.01;
    for (let timeMs = 48; timeMs < 300; timeMs += 16) displayFrame(timeMs);
    expect(text(page, 'peak')).toBe('−6.0 dBFS');
  });

  it('moves without change detection', async () => {
    const turn = () => new Promise((resolve) => setTimeout(resolve));
    let rendered = 0;
    const moves = async (amplitude: number): Promise<number> => {
      await meterOf(steady(amplitude));
      await turn();
      rendered = 0;
      for (let timeMs = 32; timeMs < 2000; timeMs += 16) {
        displayFrame(timeMs);
        await turn();
      }
      return rendered;
    };
    afterEveryRender(() => rendered++, { injector: TestBed.inject(Injector) });
    expect(await moves(0.1)).toBe(0);
    // The clipping mark is the only state that Angular renders, once.
    expect(await moves(1)).toBeLessThanOrEqual(1);
  });

  it('requests frames only while there is something to show', async () => {
    await shown(steady(0.1));
    expect(frames.size).toBeGreaterThan(0);
    TestBed.resetTestingModule();
    expect(frames.size).toBe(0);
  });
});
