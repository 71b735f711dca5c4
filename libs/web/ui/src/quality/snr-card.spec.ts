import { TestBed } from '@angular/core/testing';
import { SnrCard, type SnrReport } from './snr-card';

async function shown(report: SnrReport): Promise<HTMLElement> {
  const fixture = TestBed.createComponent(SnrCard);
  fixture.componentRef.setInput('report', report);
  await fixture.whenStable();
  const card = (fixture.nativeElement as HTMLElement).querySelector<HTMLElement>('sw-metric-card');
  if (card === null) throw new Error('there is no card');
  return card;
}

describe('SnrCard', () => {
  it('shows that 40 dB are met', async () => {
    const card = await shown({ snrDb: 41.26, snrKind: 'measured', meetsSnr: true });
    expect(card.textContent).toContain('41.2 dB');
    expect(card.textContent).toContain('Meets Requirement (≥40dB)');
    expect(card.dataset['tone']).toBe('good');
  });

  it('warns when they are not', async () => {
    const card = await shown({ snrDb: 31.8, snrKind: 'measured', meetsSnr: false });
    expect(card.textContent).toContain('31.8 dB');
    expect(card.textContent).toContain('Below 40dB (Does not meet requirement)');
    expect(card.dataset['tone']).toBe('bad');
  });

  it.each([
    ['silence', true, 'Silence', 'neutral'],
    ['lossless', true, 'Lossless', 'good'],
    ['unknown', null, 'Not measured: sealed', 'neutral'],
    ['measuring', null, 'Measuring', 'neutral'],
    ['unreadable', null, 'Not measured', 'neutral'],
  ] as const)('describes %s in words without a figure', async (snrKind, meetsSnr, word, tone) => {
    const card = await shown({ snrDb: null, snrKind, meetsSnr });
    expect(card.textContent).toContain(word);
    expect(card.textContent).not.toMatch(/\d dB|40dB/);
    expect(card.dataset['tone']).toBe(tone);
  });
});
