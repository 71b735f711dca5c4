import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { Icon } from '@sealwave/web/ui';
import type { LockedContent } from '../message/inbox-message';
import { FINAL_PROBLEMS, UNLOCK_PROBLEM_TEXT } from './unlock-problem';

/** A form for the code of a sealed message. It shows why a code does not work. */
@Component({
  selector: 'sw-unlock-form',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (!hopeless()) {
      <form (submit)="submit($event, code.value)">
        <label [attr.for]="fieldId()" i18n>Unlock code or link</label>
        <div class="field">
          <input
            #code
            type="text"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            required
            [id]="fieldId()"
            [attr.aria-invalid]="problem() ? true : null"
            [attr.aria-describedby]="problem() ? fieldId() + '-problem' : null"
          />
          <button
            type="submit"
            class="button primary"
            [attr.aria-disabled]="content().unlocking || null"
          >
            @if (content().unlocking) {
              <ng-container i18n>Unlocking…</ng-container>
            } @else {
              <ng-container i18n>Unlock</ng-container>
            }
          </button>
        </div>
      </form>
    }
    @if (problem(); as text) {
      <p role="alert" data-testid="unlock-problem" [id]="fieldId() + '-problem'">
        <sw-icon name="warning" /> <span>{{ text }}</span>
      </p>
    }
  `,
  styleUrl: './unlock-form.css',
})
export class UnlockForm {
  readonly content = input.required<LockedContent>();

  /** Id of the message on the page. */
  readonly messageId = input.required<string>();

  /** The text that a person entered. */
  readonly entered = output<string>();

  protected readonly fieldId = computed(() => `unlock-${this.messageId()}`);
  protected readonly problem = computed(() => {
    const { problem } = this.content();
    return problem && UNLOCK_PROBLEM_TEXT[problem];
  });

  /** Whether no code can ever unlock the message. */
  protected readonly hopeless = computed(() => {
    const { problem } = this.content();
    return problem !== null && FINAL_PROBLEMS.includes(problem);
  });

  protected submit(event: Event, text: string): void {
    event.preventDefault();
    if (!this.content().unlocking) this.entered.emit(text);
  }
}
