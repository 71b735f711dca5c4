import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import type { SealProof } from './inbox-message';

/** Day, hours and minutes in the page's language. */
const MOMENT = new Intl.DateTimeFormat($localize.locale, {
  dateStyle: 'medium',
  timeStyle: 'short',
});

/** Shows what an unlocked message says about its origin. Also says that this proves little. */
@Component({
  selector: 'sw-seal-details',
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    @if (proof().repeated) {
      <p class="repeated" i18n>You have unlocked this recording before.</p>
    }
    <details data-testid="seal-details">
      <summary i18n>
        Signed with a key of its own, fingerprint <code>{{ proof().fingerprint }}</code>
      </summary>
      <p i18n>
        One and the same hand made all of this recording: that is proved. Whose hand is not: the key
        is new for each recording. Sealed on {{ sealedAt() }} by the clock of its sender.
      </p>
    </details>
  `,
  styleUrl: './seal-details.css',
})
export class SealDetails {
  readonly proof = input.required<SealProof>();

  protected readonly sealedAt = computed(() => MOMENT.format(this.proof().sealedAt));
}
