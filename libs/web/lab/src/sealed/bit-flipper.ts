import {
  ChangeDetectionStrategy,
  Component,
  computed,
  input,
  linkedSignal,
  signal,
} from '@angular/core';
import type { RecordingKey } from '@sealwave/e2ee';
import type { Bytes } from '@sealwave/kernel';
import { Icon } from '@sealwave/web/ui';
import { PART_NAME, labRefusalText } from '../page/lab-texts';
import {
  type OpenOutcome,
  partOf,
  type SealedClip,
  tryToOpen,
  withFlippedBit,
} from './sealed-clip';

/** An attempt to open the file, with the change made before. */
interface Attempt {
  readonly outcome: OpenOutcome;
  readonly deed: string;
}

/** Lets a person change one bit of a sealed recording, or use a wrong code, and then try to open it. */
@Component({
  selector: 'sw-bit-flipper',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <fieldset>
      <legend i18n>Tamper with it</legend>
      <div class="choice">
        <label>
          <span i18n>Byte, 0 to {{ lastByte() }}</span>
          <input
            type="number"
            inputmode="numeric"
            min="0"
            [max]="lastByte()"
            [value]="byte()"
            (input)="chooseByte($event.target)"
          />
        </label>
        <label>
          <span i18n>Bit, 0 to 7</span>
          <input
            type="number"
            inputmode="numeric"
            min="0"
            max="7"
            [value]="bit()"
            (input)="chooseBit($event.target)"
          />
        </label>
        <p class="note" data-testid="flip-part">{{ place() }}</p>
      </div>
      <div class="buttons">
        <button type="button" class="button" (click)="openFlipped()" i18n>
          Flip this bit and open
        </button>
        <button type="button" class="button" (click)="openFlippedAnywhere()" i18n>
          Flip a random bit and open
        </button>
        <button type="button" class="button quiet" (click)="openWithOtherCode()" i18n>
          Try a wrong code
        </button>
        <button type="button" class="button quiet" (click)="openUnchanged()" i18n>
          Open unchanged
        </button>
      </div>
    </fieldset>
    <div role="status" class="outcome" data-testid="open-outcome">
      @if (attempt(); as made) {
        <p [attr.data-kind]="made.outcome.kind">
          <sw-icon [name]="made.outcome.kind === 'opened' ? 'check' : 'shield'" />
          <span>
            {{ made.deed }} <strong>{{ verdict() }}</strong>
            @if (made.outcome.kind === 'refused') {
              <code>{{ made.outcome.code }}</code>
            }
          </span>
        </p>
      }
    </div>
  `,
  styleUrl: './bit-flipper.css',
})
export class BitFlipper {
  readonly clip = input.required<SealedClip>();

  protected readonly lastByte = computed(() => this.clip().file.length - 1);
  protected readonly byte = signal(1000);
  protected readonly bit = signal(0);
  /** Cleared when another clip is sealed. */
  protected readonly attempt = linkedSignal<SealedClip, Attempt | null>({
    source: this.clip,
    computation: () => null,
  });

  protected readonly place = computed(() => {
    const part = PART_NAME[partOf(this.clip().file, this.byte())];
    return $localize`Byte ${this.byte()}:byte: is in ${part}:part:.`;
  });

  protected readonly verdict = computed(() => {
    const outcome = this.attempt()?.outcome;
    if (outcome === undefined) return '';
    if (outcome.kind === 'refused')
      return $localize`Refused: ${labRefusalText(outcome.code)}:reason:`;
    return outcome.identical
      ? $localize`Opened: the clip is back, the same to the last bit.`
      : $localize`Opened, and it is not the same.`;
  });

  protected chooseByte(field: EventTarget | null): void {
    this.byte.set(wholeNumberIn(field, this.lastByte()));
  }

  protected chooseBit(field: EventTarget | null): void {
    this.bit.set(wholeNumberIn(field, 7));
  }

  protected async openFlippedAnywhere(): Promise<void> {
    const [random] = crypto.getRandomValues(new Uint32Array(1));
    this.byte.set((random >>> 3) % (this.lastByte() + 1));
    this.bit.set(random & 7);
    await this.openFlipped();
  }

  protected async openFlipped(): Promise<void> {
    const { file, key } = this.clip();
    const [byte, bit] = [Math.min(this.byte(), this.lastByte()), this.bit()];
    const part = PART_NAME[partOf(file, byte)];
    const deed = $localize`Bit ${bit}:bit: of byte ${byte}:byte:, in ${part}:part:, was flipped.`;
    await this.open(withFlippedBit(file, byte, bit), key, deed);
  }

  protected async openWithOtherCode(): Promise<void> {
    const { file, otherKey } = this.clip();
    await this.open(file, otherKey, $localize`The file was left alone; the code was another one.`);
  }

  protected async openUnchanged(): Promise<void> {
    const { file, key } = this.clip();
    await this.open(file, key, $localize`The file was left alone, and the code was the right one.`);
  }

  private async open(file: Bytes, key: RecordingKey, deed: string): Promise<void> {
    const clip = this.clip();
    const outcome = await tryToOpen(file, key, clip.original);
    if (clip === this.clip()) this.attempt.set({ outcome, deed });
  }
}

/** The number in a field, clamped to 0 to `max`. 0 while the field is empty. */
function wholeNumberIn(field: EventTarget | null, max: number): number {
  const value = field instanceof HTMLInputElement ? Math.floor(field.valueAsNumber) : 0;
  return Math.min(max, Math.max(0, Number.isNaN(value) ? 0 : value));
}
