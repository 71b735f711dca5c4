import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { AudioPlayer } from './audio-player';

describe('AudioPlayer', () => {
  let fixture: ComponentFixture<AudioPlayer>;
  let page: HTMLElement;
  let audio: HTMLAudioElement;

  /** What an element does in a browser; jsdom plays nothing. */
  function play(): Promise<void> {
    Object.defineProperty(audio, 'paused', { value: false, configurable: true });
    audio.dispatchEvent(new Event('play'));
    return Promise.resolve();
  }

  function pause(): void {
    Object.defineProperty(audio, 'paused', { value: true, configurable: true });
    audio.dispatchEvent(new Event('pause'));
  }

  function button(): HTMLButtonElement {
    return page.querySelector('button')!;
  }

  beforeEach(async () => {
    fixture = TestBed.createComponent(AudioPlayer);
    page = fixture.nativeElement as HTMLElement;
    fixture.componentRef.setInput('src', 'blob:http://localhost/1');
    fixture.componentRef.setInput('durationMs', 65_000);
    fixture.componentRef.setInput('label', 'your recording');
    await fixture.whenStable();
    audio = page.querySelector('audio')!;
    Object.assign(audio, { play, pause });
  });

  it('plays its address through an audio element', () => {
    expect(audio.src).toBe('blob:http://localhost/1');
  });

  it("names the button's action, and reports that playback started", async () => {
    let starts = 0;
    fixture.componentInstance.started.subscribe(() => starts++);
    expect(button().getAttribute('aria-label')).toBe('Play your recording');
    button().click();
    await fixture.whenStable();
    expect(button().getAttribute('aria-label')).toBe('Pause your recording');
    expect(starts).toBe(1);
    button().click();
    await fixture.whenStable();
    expect(button().getAttribute('aria-label')).toBe('Play your recording');
  });

  it('shows the given duration, whatever the element reports', () => {
    expect(page.querySelector('.time')?.textContent).toBe('0:00 / 1:05');
  });

  it('follows the position, and returns to the start at the end', async () => {
    audio.currentTime = 30;
    audio.dispatchEvent(new Event('timeupdate'));
    await fixture.whenStable();
    expect(page.querySelector('.time')?.textContent).toBe('0:30 / 1:05');
    audio.dispatchEvent(new Event('ended'));
    await fixture.whenStable();
    expect(page.querySelector('.time')?.textContent).toBe('0:00 / 1:05');
  });

  it("seeks to the slider's position", () => {
    const slider = page.querySelector('input')!;
    slider.value = '20000';
    slider.dispatchEvent(new Event('input'));
    expect(audio.currentTime).toBe(20);
  });

  it('says that the browser cannot play the recording', async () => {
    audio.dispatchEvent(new Event('error'));
    await fixture.whenStable();
    expect(page.querySelector('[role=alert]')?.textContent).toContain('cannot play');
  });

  it('has a slider that a keyboard and a screen reader can use', () => {
    const slider = page.querySelector('input')!;
    expect(slider.getAttribute('aria-label')).toBe('Position in your recording');
    expect(slider.getAttribute('aria-valuetext')).toBe('0:00 of 1:05');
    expect(page.querySelector('canvas')?.getAttribute('aria-hidden')).toBe('true');
  });

  it('plays at the chosen speed, also the next recording', async () => {
    const speed = page.querySelector('select')!;
    expect(speed.getAttribute('aria-label')).toBe('Speed of your recording');
    expect(speed.value).toBe('1');
    speed.value = '1.5';
    speed.dispatchEvent(new Event('change'));
    expect(audio.playbackRate).toBe(1.5);
    fixture.componentRef.setInput('src', 'blob:http://localhost/2');
    await fixture.whenStable();
    audio.playbackRate = 1;
    audio.dispatchEvent(new Event('loadedmetadata'));
    expect(audio.playbackRate).toBe(1.5);
  });

  it('returns to the start when its address changes', async () => {
    button().click();
    audio.currentTime = 30;
    audio.dispatchEvent(new Event('timeupdate'));
    audio.dispatchEvent(new Event('emptied'));
    await fixture.whenStable();
    expect(button().getAttribute('aria-label')).toBe('Play your recording');
    expect(page.querySelector('.time')?.textContent).toBe('0:00 / 1:05');
  });

  it('can be started from outside, and reports its end', async () => {
    let ends = 0;
    fixture.componentInstance.finished.subscribe(() => ends++);
    fixture.componentInstance.play();
    await fixture.whenStable();
    expect(button().getAttribute('aria-label')).toBe('Pause your recording');
    audio.dispatchEvent(new Event('ended'));
    expect(ends).toBe(1);
  });
});
