import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { ConfirmDialog } from './confirm-dialog';

describe('ConfirmDialog', () => {
  let fixture: ComponentFixture<ConfirmDialog>;
  let told: string[];
  let page: HTMLElement;

  beforeEach(async () => {
    // jsdom opens and closes no dialogs.
    HTMLDialogElement.prototype.showModal = function () {
      this.open = true;
    };
    HTMLDialogElement.prototype.close = function () {
      this.open = false;
      this.dispatchEvent(new Event('close'));
    };
    fixture = TestBed.createComponent(ConfirmDialog);
    fixture.componentRef.setInput('heading', 'Ban Ben?');
    fixture.componentRef.setInput('action', 'Ban Ben');
    told = [];
    fixture.componentInstance.confirmed.subscribe(() => told.push('confirmed'));
    fixture.componentInstance.closed.subscribe(() => told.push('closed'));
    page = fixture.nativeElement as HTMLElement;
    document.body.append(page);
    await fixture.whenStable();
  });
  afterEach(() => page.remove());

  const dialog = () => page.querySelector('dialog');
  const buttons = () => [...page.querySelectorAll('button')];

  it('opens over the page, and is named by its question', () => {
    expect(dialog()?.open).toBe(true);
    const heading = document.getElementById(dialog()?.getAttribute('aria-labelledby') ?? '');
    expect(heading?.textContent).toBe('Ban Ben?');
  });

  it('offers cancelling first', () => {
    expect(buttons().map(({ textContent }) => textContent?.trim())).toEqual(['Cancel', 'Ban Ben']);
    buttons()[0].click();
    expect(told).toEqual(['closed']);
  });

  it('reports the confirmation once, and closes', () => {
    buttons()[1].click();
    expect(told).toEqual(['confirmed', 'closed']);
    expect(dialog()?.open).toBe(false);
  });

  it('stays open and does nothing when the action is no longer possible', async () => {
    fixture.componentRef.setInput('blocked', true);
    await fixture.whenStable();
    buttons()[1].click();
    expect(told).toEqual([]);
    expect(dialog()?.open).toBe(true);
  });
});
