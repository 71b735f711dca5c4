import { ChangeDetectionStrategy, Component, output } from '@angular/core';

/** Lets a person open saved sealed recordings. */
@Component({
  selector: 'sw-file-button',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <input type="file" accept=".wav,audio/wav" multiple (change)="choose($event.target)" />
      <ng-container i18n>Open a locked file…</ng-container>
    </label>
  `,
  styles: `
    label {
      position: relative;
      display: inline-flex;
      align-items: center;
      min-height: 2rem;
      padding: 0.25rem 0.8rem;
      border: 1px solid var(--line);
      border-radius: 1rem;
      color: var(--text-muted);
      font-size: 0.875rem;
      cursor: pointer;
    }
    label:hover {
      border-color: var(--accent);
      color: var(--text);
    }
    label:has(:focus-visible) {
      outline: 3px solid var(--accent);
    }
    input {
      position: absolute;
      inset: 0;
      opacity: 0;
      font-size: 0;
      cursor: pointer;
    }
  `,
})
export class FileButton {
  readonly chosen = output<readonly File[]>();

  protected choose(field: EventTarget | null): void {
    if (!(field instanceof HTMLInputElement)) return;
    this.chosen.emit([...(field.files ?? [])]);
    // Lets the same file be chosen again.
    field.value = '';
  }
}
