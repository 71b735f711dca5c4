import { TestBed } from '@angular/core/testing';
import type { SendProgress } from '@sealwave/web/gateway-client';
import { SendProgressBar } from './send-progress-bar';

async function shown(progress: SendProgress | null) {
  const fixture = TestBed.createComponent(SendProgressBar);
  fixture.componentRef.setInput('progress', progress);
  let cancelled = 0;
  fixture.componentInstance.cancelled.subscribe(() => cancelled++);
  await fixture.whenStable();
  const page = fixture.nativeElement as HTMLElement;
  page.querySelector('button')?.click();
  const bar = page.querySelector('progress')!;
  return { words: page.querySelector('span')?.textContent, bar, cancelled };
}

describe('SendProgressBar', () => {
  it('shows no progress before the first report', async () => {
    const { words, bar } = await shown(null);
    expect(words).toBe('Sending…');
    expect(bar.hasAttribute('value')).toBe(false);
  });

  it.each([
    ['uploading', 0.499, 'Uploading: 49 %'],
    ['coding', 1, 'Preparing: 100 %'],
  ] as const)('shows in words and as a bar how far %s is', async (phase, done, text) => {
    const { words, bar } = await shown({ phase, done });
    expect(words).toBe(text);
    expect(bar.value).toBe(done);
  });

  it('can be cancelled', async () => {
    expect((await shown(null)).cancelled).toBe(1);
  });
});
