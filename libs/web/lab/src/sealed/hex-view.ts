import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { hexRows } from './hex-rows';

/** Shows bytes in hexadecimal. */
@Component({
  selector: 'sw-hex-view',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <h4>{{ heading() }}</h4>
    <pre tabindex="0" role="region" [attr.aria-label]="heading()">{{ text() }}</pre>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    h4 {
      margin: 0 0 0.4rem;
      font-size: 1rem;
      font-weight: 600;
    }
    pre {
      margin: 0;
      padding: 0.75rem 0.85rem;
      overflow-x: auto;
      border: 1px solid var(--line);
      border-radius: var(--radius-small);
      background: var(--surface-raised);
      font-size: 0.78rem;
    }
  `,
})
export class HexView {
  readonly heading = input.required<string>();
  readonly bytes = input.required<Uint8Array>();

  protected readonly text = computed(() =>
    hexRows(this.bytes())
      .map(({ at, hex, text }) => `${at}  ${hex.padEnd(23)}  ${text}`)
      .join('\n'),
  );
}
