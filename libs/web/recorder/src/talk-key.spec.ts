import { ChangeDetectionStrategy, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
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

  beforeEach(() => {
    const fixture = TestBed.createComponent(Keys);
    fixture.detectChanges();
    page = fixture.nativeElement as HTMLElement;
    document.body.append(page);
    told = fixture.componentInstance.told;
  });

  /** @returns whether the browser would do with the key what it usually does. */
  function key(type: 'keydown' | 'keyup', on = 'p', init: KeyboardEventInit = {}): boolean {
    const event = new KeyboardEvent(type, { key: ' ', bubbles: true, cancelable: true, ...init });
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
    { key: 'a' },
  ])('takes no other key for it: %j', (init) => {
    expect(key('keydown', 'p', init)).toBe(true);
    expect(told).toEqual([]);
  });

  it('does not begin with a key that was held down before', () => {
    key('keydown', 'p', { repeat: true });
    expect(told).toEqual([]);
  });

  it('is told the release wherever the focus has gone', () => {
    key('keydown');
    key('keyup', 'input');
    expect(told).toEqual(['held', 'released']);
  });

  it('tells when the window loses the keyboard, and then no release', () => {
    key('keydown');
    window.dispatchEvent(new Event('blur'));
    key('keyup');
    document.dispatchEvent(new Event('visibilitychange'));
    expect(told).toEqual(['held', 'interrupted', 'interrupted']);
  });

  it('tells of Escape', () => {
    key('keydown', 'input', { key: 'Escape' });
    expect(told).toEqual(['escaped']);
  });

  it('keeps still while a dialog is open', () => {
    page.querySelector('dialog')?.setAttribute('open', '');
    key('keydown');
    key('keydown', 'p', { key: 'Escape' });
    expect(told).toEqual([]);
  });
});
