import { ChangeDetectionStrategy, Component, DOCUMENT, inject, signal } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { SwUpdate } from '@angular/service-worker';
import { filter, merge } from 'rxjs';

/** Says that the gateway serves a newer page. Reloads when the person agrees. */
@Component({
  selector: 'sw-update-note',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <div role="status">
      @if (ready()) {
        <p>
          <span i18n>Update available</span>
          <button type="button" class="button" (click)="reload()" i18n>Reload</button>
        </p>
      }
    </div>
  `,
  styles: `
    p {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: 0.75rem;
      margin: 0 0 1.5rem;
      padding: 0.75rem 1.1rem;
      border: 1px solid var(--accent);
      border-radius: var(--radius);
      background: var(--accent-soft);
    }
  `,
})
export class UpdateNote {
  private readonly updates = inject(SwUpdate);
  private readonly document = inject(DOCUMENT);
  protected readonly ready = signal(false);

  constructor() {
    const newer = this.updates.versionUpdates.pipe(filter(({ type }) => type === 'VERSION_READY'));
    merge(newer, this.updates.unrecoverable)
      .pipe(takeUntilDestroyed())
      .subscribe(() => this.ready.set(true));
  }

  /** Reloads the page. `beforeunload` asks the person if a recording would be lost. */
  protected reload(): void {
    this.document.location.reload();
  }
}
