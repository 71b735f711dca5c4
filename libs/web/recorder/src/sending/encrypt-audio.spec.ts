import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { EncryptAudio } from './encrypt-audio';
import type { Seal, SealedClip } from './seal';

describe('EncryptAudio', () => {
  let fixture: ComponentFixture<EncryptAudio>;
  let page: HTMLElement;
  let asked: number;

  beforeEach(() => {
    fixture = TestBed.createComponent(EncryptAudio);
    page = fixture.nativeElement as HTMLElement;
    asked = 0;
    fixture.componentInstance.asked.subscribe(() => asked++);
  });

  async function show(seal: Seal, blocked = false): Promise<HTMLButtonElement> {
    fixture.componentRef.setInput('seal', seal);
    fixture.componentRef.setInput('blocked', blocked);
    await fixture.whenStable();
    return page.querySelector('button')!;
  }

  const indicator = () => page.querySelector('[role=status]')?.textContent?.trim();

  it('offers to encrypt a new recording', async () => {
    const button = await show({ kind: 'none' });
    expect(button.textContent?.trim()).toBe('Encrypt Audio');
    expect(indicator()).toBe('');
    button.click();
    expect(asked).toBe(1);
  });

  it('shows that it is encrypting, and accepts no second click', async () => {
    const button = await show({ kind: 'sealing' });
    expect(button.textContent?.trim()).toBe('Encrypting...');
    expect(button.getAttribute('aria-disabled')).toBe('true');
    button.click();
    expect(asked).toBe(0);
  });

  it('shows that it is encrypted, in green, and is disabled', async () => {
    const button = await show({ kind: 'sealed', sealed: {} as SealedClip });
    expect(button.textContent?.trim()).toBe('Encrypted ✓');
    expect(button.disabled).toBe(true);
    expect(button.classList).toContain('done');
    expect(indicator()).toBe('🔒 Encrypted');
  });

  it('does nothing while the recording is being sent', async () => {
    const button = await show({ kind: 'none' }, true);
    button.click();
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(asked).toBe(0);
  });
});
