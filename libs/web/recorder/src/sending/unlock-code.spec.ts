import { type ComponentFixture, TestBed } from '@angular/core/testing';
import {
  formatUnlockCode,
  parseUnlockCode,
  type RecordingKey,
  sealRecording,
} from '@sealwave/e2ee';
import { UnlockCode } from './unlock-code';

describe('UnlockCode', () => {
  let fixture: ComponentFixture<UnlockCode>;
  let page: HTMLElement;
  let key: RecordingKey;
  let clipboard: string | null;
  let allowed: boolean;

  beforeEach(async () => {
    clipboard = null;
    allowed = true;
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: {
        writeText: (text: string) =>
          allowed
            ? Promise.resolve(void (clipboard = text))
            : Promise.reject(new DOMException('no', 'NotAllowedError')),
      },
    });
    ({ key } = await sealRecording(Uint8Array.of(1)));
    fixture = TestBed.createComponent(UnlockCode);
    page = fixture.nativeElement as HTMLElement;
    fixture.componentRef.setInput('key', key);
    await fixture.whenStable();
  });

  async function press(name: string): Promise<void> {
    const buttons = [...page.querySelectorAll('button')];
    buttons.find(({ textContent }) => textContent?.trim() === name)?.click();
    await fixture.whenStable();
  }

  const outcome = () => page.querySelector('[role=status]')?.textContent;
  const field = () => page.querySelector('textarea');

  it('says what the code is for, and who never gets it', () => {
    expect(page.textContent).toMatch(
      /Only people with this code can listen.*disappears with your\s+next/s,
    );
  });

  it('copies the code', async () => {
    await press('Copy code');
    expect(clipboard).toBe(formatUnlockCode(key));
    expect(outcome()).toBe('Code copied');
    expect(field()).toBeNull();
  });

  it('copies a link to this page with the code in its fragment', async () => {
    await press('Copy link with code');
    const link = new URL(clipboard ?? '');
    expect(link.origin).toBe(location.origin);
    expect([link.pathname, link.search]).toEqual(['/', '']);
    expect(formatUnlockCode(parseUnlockCode(link.hash))).toBe(formatUnlockCode(key));
  });

  it('shows and selects the text when the browser refuses to copy', async () => {
    allowed = false;
    await press('Copy code');
    const shown = field()!;
    expect(shown.value).toBe(formatUnlockCode(key));
    expect(shown.value.slice(shown.selectionStart, shown.selectionEnd)).toBe(shown.value);
    expect(outcome()).toBe('');
    await press('Copy link with code');
    expect(field()?.value).toContain('#unlock=');
  });

  it('shows the text where there is no clipboard, as on an insecure page', async () => {
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: undefined });
    await press('Copy code');
    expect(field()?.value).toBe(formatUnlockCode(key));
  });

  it('hides the code until it is requested', () => {
    expect(page.innerHTML).not.toContain(formatUnlockCode(key).slice(0, 9));
  });
});
