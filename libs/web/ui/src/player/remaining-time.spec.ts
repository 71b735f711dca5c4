import { TestBed } from '@angular/core/testing';
import { RemainingTime } from './remaining-time';

describe('RemainingTime', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => {
    TestBed.resetTestingModule();
    jest.useRealTimers();
  });

  it('counts down in the last minute only, and announces it once', async () => {
    const fixture = TestBed.createComponent(RemainingTime);
    fixture.componentRef.setInput('sinceMs', performance.now());
    fixture.componentRef.setInput('limitMs', 120_000);
    const page = fixture.nativeElement as HTMLElement;
    const after = async (ms: number) => {
      await jest.advanceTimersByTimeAsync(ms);
      fixture.detectChanges();
      return page.querySelector('[aria-hidden]')?.textContent?.trim();
    };
    expect(await after(59_000)).toBeUndefined();
    expect(page.querySelector('[role=status]')?.textContent?.trim()).toBe('');
    expect(await after(1250)).toBe('60 seconds left');
    const spoken = page.querySelector('[role=status] span');
    expect(await after(58_750)).toBe('1 second left');
    expect(page.querySelector('[role=status] span')).toBe(spoken);
    expect(await after(5000)).toBe('0 seconds left');
  });
});
