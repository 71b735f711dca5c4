import { ChangeDetectionStrategy, Component, computed, input } from '@angular/core';
import { type Codec, QUALITY, type QualityReport } from '@sealwave/contracts';
import { formatDecibels, QualityFigures } from '@sealwave/web/ui';

/** Shows the quality that the sender measured, and whether it is sufficient. */
@Component({
  selector: 'sw-received-quality',
  imports: [QualityFigures],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <details data-testid="received-quality" [attr.data-meets]="meetsSnr()">
      <summary>
        {{ title() }}
        <span class="verdict">{{ verdict() }}</span>
      </summary>
      <sw-quality-figures [quality]="quality()" [coder]="codec()" />
      <p i18n>Measured by the sender and carried with the message.</p>
    </details>
  `,
  styleUrl: './received-quality.css',
})
export class ReceivedQuality {
  readonly quality = input.required<QualityReport>();
  readonly codec = input.required<Codec>();

  protected readonly title = computed(() => {
    const { kind, db } = this.quality().snr;
    if (kind === 'silence') return $localize`Signal-to-noise of silence:`;
    if (db === null) return $localize`Signal-to-noise without loss:`;
    return $localize`Signal-to-noise ${formatDecibels(db, 'dB')}:decibels::`;
  });

  protected readonly meetsSnr = computed(() => {
    const db = this.quality().snr.db ?? QUALITY.minSnrDb;
    return db >= QUALITY.minSnrDb;
  });

  protected readonly verdict = computed(() =>
    this.meetsSnr()
      ? $localize`Meets Requirement (≥40dB)`
      : $localize`Below 40dB (Does not meet requirement)`,
  );
}
