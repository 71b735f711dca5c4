import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { type RecordAction, RecordButton } from './record-button';

describe('RecordButton', () => {
  let fixture: ComponentFixture<RecordButton>;
  let presses: number;

  async function show(action: RecordAction): Promise<HTMLButtonElement> {
    fixture.componentRef.setInput('action', action);
    await fixture.whenStable();
    const button = (fixture.nativeElement as HTMLElement).querySelector('button');
    if (button === null) throw new Error('there is no button');
    return button;
  }

  beforeEach(() => {
    fixture = TestBed.createComponent(RecordButton);
    presses = 0;
    fixture.componentInstance.pressed.subscribe(() => presses++);
  });

  it('is one button that changes its name', async () => {
    const button = await show('record');
    expect(button.getAttribute('aria-label')).toBe('Record');
    expect(await show('stop')).toBe(button);
    expect(button.getAttribute('aria-label')).toBe('Stop recording');
  });

  it('keeps the focus but does nothing while the microphone opens', async () => {
    const button = await show('wait');
    button.click();
    expect(presses).toBe(0);
    expect(button.disabled).toBe(false);
    (await show('stop')).click();
    expect(presses).toBe(1);
  });
});
