import { ChangeDetectionStrategy, Component, computed, input, output } from '@angular/core';
import { Icon } from '@sealwave/web/ui';
import type { Seal } from './seal';

/** Exact texts from the requirements. */
const WORDS: Readonly<Record<Seal['kind'], string>> = {
  none: $localize`Encrypt Audio`,
  sealing: $localize`Encrypting...`,
  sealed: $localize`Encrypted ✓`,
};

/** The button that encrypts a recording. Afterwards it shows that the recording is encrypted. */
@Component({
  selector: 'sw-encrypt-audio',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <button
      type="button"
      class="button"
      [class.done]="seal().kind === 'sealed'"
      [disabled]="seal().kind === 'sealed'"
      [attr.aria-disabled]="seal().kind === 'sealing' || blocked() || null"
      data-testid="encrypt-audio"
      (click)="ask()"
    >
      {{ words() }}
    </button>
    <span class="indicator" role="status" data-testid="encrypted">
      @if (seal().kind === 'sealed') {
        <sw-icon name="lock" /><span class="emoji">🔒</span>&ngsp;<ng-container i18n
          >Encrypted</ng-container
        >
      }
    </span>
  `,
  styleUrl: './encrypt-audio.css',
})
export class EncryptAudio {
  readonly seal = input.required<Seal>();

  /** Whether encrypting is impossible at the moment. */
  readonly blocked = input(false);

  /** The person wants to encrypt the recording. */
  readonly asked = output();

  protected readonly words = computed(() => WORDS[this.seal().kind]);

  protected ask(): void {
    if (this.seal().kind === 'none' && !this.blocked()) this.asked.emit();
  }
}
