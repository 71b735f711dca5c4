import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { By } from '@angular/platform-browser';
import { TalkKey } from './talk-key';

@Component({
  selector: 'sw-keys',
  imports: [TalkKey],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div
      swTalkKey
      (held)="told.push('held')"
      (released)="told.push('released')"
      (interrupted)="told.push('interrupted')"
      (escaped)="told.push('escaped')"
    >
      <button id="own">Record</button>
    </div>
    <p tabindex="-1"></p>
    <a href="/">Talk</a>
    <input />
    <select></select>
    <textarea></textarea>
    <button id="other"><i>Remove</i></button>
    <details>
      <summary>More</summary>
    </details>
    <dialog></dialog>
  `,
})
class Keys {
  readonly told: string[] = [];
}

describe('TalkKey', () => {
  let page: HTMLElement;
  let told: string[];
  let keys: TalkKey;

  beforeEach(() => {
    const fixture = TestBed.createComponent(Keys);
    fixture.detectChanges();
    keys = fixture.debugElement.query(By.directive(TalkKey)).injector.get(TalkKey);
    page = fixture.nativeElement as HTMLElement;
    document.body.append(page);
    told = fixture.componentInstance.told;
  });
  afterEach(() => page.remove());

  /** @returns whether the browser would carry out its default action for the key. */
  function key(type: 'keydown' | 'keyup', on = 'p', init: KeyboardEventInit = {}): boolean {
    const event = new KeyboardEvent(type, {
      ...{ key: ' ', code: 'Space', bubbles: true, cancelable: true },
      ...init,
    });
    return page.querySelector(on)?.dispatchEvent(event) ?? false;
  }

  it.each(['p', 'a', '#own'])('talks while Space is held on %s', (place) => {
    expect(key('keydown', place)).toBe(false);
    expect(key('keydown', place, { repeat: true })).toBe(false);
    expect(key('keyup', place)).toBe(false);
    expect(told).toEqual(['held', 'released']);
  });

  it.each(['input', 'select', 'textarea', '#other', '#other i', 'summary'])(
    'leaves Space to %s',
    (place) => {
      expect(key('keydown', place)).toBe(true);
      expect(key('keyup', place)).toBe(true);
      expect(told).toEqual([]);
    },
  );

  it.each([
    { ctrlKey: true },
    { altKey: true },
    { metaKey: true },
    { shiftKey: true },
    { key: 'a', code: 'KeyA' },
    { key: ' ', code: 'KeyA' },
  ])('ignores another key: %j', (init) => {
    expect(key('keydown', 'p', init)).toBe(true);
    expect(told).toEqual([]);
  });

  it('does not start with a key that was already held', () => {
    key('keydown', 'p', { repeat: true });
    expect(told).toEqual([]);
  });

  it.each([
    ['Option', { key: '\u00a0', altKey: true }],
    ['AltGr', { key: 'Unidentified', ctrlKey: true, altKey: true }],
    ['Shift', { shiftKey: true }],
    ['an input method', { key: 'Process' }],
  ])('notices the release while %s is held', (_, init) => {
    key('keydown');
    expect(key('keydown', 'p', { ...init, repeat: true })).toBe(false);
    expect(key('keyup', 'p', init)).toBe(false);
    expect(told).toEqual(['held', 'released']);
  });

  it('notices the release although another listener stops the event', () => {
    page.querySelector('p')?.addEventListener('keyup', (event) => event.stopPropagation());
    key('keydown');
    key('keyup');
    expect(told).toEqual(['held', 'released']);
  });

  it('recognises a space bar without a code', () => {
    key('keydown', 'p', { code: '' });
    key('keyup', 'p', { code: '' });
    expect(told).toEqual(['held', 'released']);
  });

  it('reports when the keys went down and up, not when it learned of it', () => {
    const times: number[] = [];
    const { held, released } = keys;
    for (const tell of [held, released]) tell.subscribe((atMs) => times.push(atMs));
    const [down, up] = ['keydown', 'keyup'].map(
      (type) => new KeyboardEvent(type, { code: 'Space', key: ' ' }),
    );
    document.dispatchEvent(down);
    document.dispatchEvent(up);
    expect(times).toEqual([down.timeStamp, up.timeStamp]);
  });

  it.each([
    ['the window loses the keyboard', () => window.dispatchEvent(new Event('blur'))],
    ['the page is left', () => window.dispatchEvent(new Event('pagehide'))],
    ['the page is hidden', () => document.dispatchEvent(new Event('visibilitychange'))],
    ['the page is frozen', () => document.dispatchEvent(new Event('freeze'))],
    ['a field takes the focus', () => page.querySelector('input')?.focus()],
    ['Command swallows the release', () => key('keydown', 'p', { key: 'Meta', code: 'MetaLeft' })],
  ])('releases when %s', (_, happens) => {
    key('keydown');
    happens();
    expect(told).toEqual(['held', 'interrupted']);
    key('keyup');
    expect(told).toEqual(['held', 'interrupted']);
  });

  it('keeps talking when the focus moves to an element without keyboard use', () => {
    key('keydown');
    page.querySelector('a')?.focus();
    expect(told).toEqual(['held']);
  });

  it('notices the release although a dialog has opened', () => {
    key('keydown');
    page.querySelector('dialog')?.setAttribute('open', '');
    key('keyup');
    expect(told).toEqual(['held', 'released']);
  });

  it('notices the release wherever the focus has moved', () => {
    key('keydown');
    key('keyup', 'input');
    expect(told).toEqual(['held', 'released']);
  });

  it('reports that the window lost the keyboard, and then no release', () => {
    key('keydown');
    window.dispatchEvent(new Event('blur'));
    key('keyup');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told).toEqual(['held', 'interrupted', 'interrupted']);
  });

  it('reports Escape', () => {
    key('keydown', 'input', { key: 'Escape', code: 'Escape' });
    expect(told).toEqual(['escaped']);
  });

  it('ignores keys while a dialog is open', () => {
    page.querySelector('dialog')?.setAttribute('open', '');
    key('keydown');
    key('keydown', 'p', { key: 'Escape', code: 'Escape' });
    expect(told).toEqual([]);
  });
});
