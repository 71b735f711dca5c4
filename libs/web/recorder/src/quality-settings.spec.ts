import { TestBed } from '@angular/core/testing';
import type { CoderName } from '@sealwave/contracts';
import { QualitySettings } from './quality-settings';

describe('QualitySettings', () => {
  it('describes the selected coder, and reports another choice', async () => {
    const fixture = TestBed.createComponent(QualitySettings);
    fixture.componentRef.setInput('coder', 'nlp64');
    const chosen: CoderName[] = [];
    fixture.componentInstance.chosen.subscribe((coder) => chosen.push(coder));
    await fixture.whenStable();
    const labels = [...(fixture.nativeElement as HTMLElement).querySelectorAll('label')];
    const box = (label: Element) => label.querySelector('input') as HTMLInputElement;
    expect(
      labels.map((label) => [label.textContent?.includes('40 dB'), box(label).checked]),
    ).toEqual([
      [true, true],
      [false, false],
    ]);
    box(labels[1]).click();
    expect(chosen).toEqual(['pcm8']);
  });
});
