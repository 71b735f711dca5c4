import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';

/** Outlines on a 24 by 24 grid, drawn with a line of 1.8 units. */
const OUTLINES = {
  microphone:
    'M12 3.5a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0v-5a3 3 0 0 1 3-3ZM5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3',
  send: 'M4.5 12 20 4.5 15 20l-3.6-6.4L4.5 12ZM11.4 13.6 20 4.5',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7M10.3 10.5v5.5M13.7 10.5v5.5',
  again: 'M5 12a7 7 0 1 0 2.3-5.2M5 4.5v4h4',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  warning: 'M12 4 2.8 19.5h18.4L12 4ZM12 10v4.5M12 17v.2',
  shield: 'M12 3.5 5 6v5.5c0 4.3 2.9 7.5 7 9 4.1-1.5 7-4.7 7-9V6l-7-2.5ZM12 8.5v4M12 15.3v.2',
  lock: 'M6.5 10.5h11v9h-11v-9ZM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5',
  inbox: 'M4 13.5 6.5 5h11l2.5 8.5V19H4v-5.5ZM4 13.5h4.5l1.5 2.5h4l1.5-2.5H20',
  more: 'm7.5 10 4.5 4.5 4.5-4.5',
  save: 'M12 4v10.5M7.5 10.5 12 15l4.5-4.5M5 19.5h14',
} as const;

const SOLIDS = {
  stop: 'M8 6.5h8A1.5 1.5 0 0 1 17.5 8v8a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 16V8A1.5 1.5 0 0 1 8 6.5Z',
  play: 'M8 5.2v13.6a.9.9 0 0 0 1.4.7l10.2-6.8a.9.9 0 0 0 0-1.5L9.4 4.5A.9.9 0 0 0 8 5.2Z',
  pause: 'M7 5h3.2v14H7zM13.8 5H17v14h-3.2z',
} as const;

/** Name of a drawing in {@link Icon}. */
export type IconName = keyof typeof OUTLINES | keyof typeof SOLIDS;

/** A decorative drawing in the colour of the text. The words next to it carry the meaning. */
@Component({
  selector: 'sw-icon',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path [attr.d]="path()" [class.solid]="solid()" />
    </svg>
  `,
  styles: `
    :host {
      display: inline-flex;
      width: 1.25em;
      height: 1.25em;
      flex: none;
    }
    path {
      fill: none;
      stroke: currentColor;
      stroke-width: 1.8;
      stroke-linecap: round;
      stroke-linejoin: round;
    }
    .solid {
      fill: currentColor;
      stroke: none;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();

  protected readonly solid = computed(() => this.name() in SOLIDS);
  protected readonly path = computed(() => ({ ...OUTLINES, ...SOLIDS })[this.name()]);
}
