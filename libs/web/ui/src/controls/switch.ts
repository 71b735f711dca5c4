import { ChangeDetectionStrategy, Component, input, output } from '@angular/core';

/** An on/off switch with its label. */
@Component({
  selector: 'sw-switch',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <label>
      <input type="checkbox" role="switch" [checked]="checked()" (change)="change($event.target)" />
      <ng-content />
    </label>
  `,
  styleUrl: './switch.css',
})
export class Switch {
  readonly checked = input.required<boolean>();
  readonly switched = output<boolean>();

  protected change(box: EventTarget | null): void {
    if (box instanceof HTMLInputElement) this.switched.emit(box.checked);
  }
}
