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

  it('does nothing while it is off, says why, and keeps the focus', async () => {
    fixture.componentRef.setInput('describedBy', 'why');
    const button = await show('off');
    let holds = 0;
    fixture.componentInstance.held.subscribe(() => holds++);
    button.setPointerCapture = () => undefined;
    button.click();
    button.dispatchEvent(
      Object.assign(new MouseEvent('pointerdown', { button: 0 }), { isPrimary: true }),
    );
    expect([presses, holds, button.disabled]).toEqual([0, 0, false]);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    expect(button.getAttribute('aria-describedby')).toBe('why');
  });

  describe('under a pointer', () => {
    const told: string[] = [];
    let button: HTMLButtonElement;

    /** jsdom has no pointers. */
    function pointer(type: string, properties: object = {}): number {
      const event = new MouseEvent(type, { button: 0 });
      button.dispatchEvent(Object.assign(event, { isPrimary: true, ...properties }));
      return event.timeStamp;
    }

    beforeEach(async () => {
      told.length = 0;
      const { held, released, interrupted, pressed } = fixture.componentInstance;
      held.subscribe(() => told.push('held'));
      released.subscribe(() => told.push('released'));
      interrupted.subscribe(() => told.push('interrupted'));
      pressed.subscribe(() => told.push('pressed'));
      button = await show('record');
      button.setPointerCapture = () => undefined;
    });

    it('reports press and release once, and not also as a click', () => {
      pointer('pointerdown');
      pointer('pointerup');
      button.dispatchEvent(new MouseEvent('click', { detail: 1 }));
      expect(told).toEqual(['held', 'released']);
    });

    it('reports when the pointer went down and up, not when it learned of it', () => {
      const times: number[] = [];
      const { held, released } = fixture.componentInstance;
      for (const tell of [held, released]) tell.subscribe((atMs) => times.push(atMs));
      expect(times).toEqual([]);
      const happened = [pointer('pointerdown'), pointer('pointerup')];
      expect(times).toEqual(happened);
    });

    it('reports a lost pointer', () => {
      pointer('pointerdown');
      pointer('lostpointercapture');
      expect(told).toEqual(['held', 'interrupted']);
    });

    it('reports that the system took the pointer away', () => {
      pointer('pointerdown');
      pointer('pointercancel');
      expect(told).toEqual(['held', 'interrupted']);
    });

    it('accepts the first finger and the first button only', () => {
      pointer('pointerdown', { isPrimary: false });
      button.dispatchEvent(
        Object.assign(new MouseEvent('pointerdown', { button: 2 }), { isPrimary: true }),
      );
      expect(told).toEqual([]);
    });
  });

  it('does not toggle while Enter is held down', async () => {
    const enter = (repeat: boolean) =>
      new KeyboardEvent('keydown', { key: 'Enter', repeat, cancelable: true });
    const button = await show('record');
    expect(button.dispatchEvent(enter(false))).toBe(true);
    expect(button.dispatchEvent(enter(true))).toBe(false);
  });
});
