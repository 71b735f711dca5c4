import {
  afterRenderEffect,
  ChangeDetectionStrategy,
  Component,
  computed,
  DOCUMENT,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { formatUnlockCode, type RecordingKey, unlockLink } from '@sealwave/e2ee';
import { Icon, sharedAddress } from '@sealwave/web/ui';

type Form = 'code' | 'link';

const COPIED: Readonly<Record<Form, string>> = {
  code: $localize`Code copied`,
  link: $localize`Link with code copied`,
};

/** Shows the key of an encrypted recording to its sender. Nobody else has it. */
@Component({
  selector: 'sw-unlock-code',
  imports: [Icon],
  changeDetection: ChangeDetectionStrategy.OnPush,
  template: `
    <p i18n>
      Only people with this code can listen. Send it to them another way. Copy it now: it disappears
      with your next recording.
    </p>
    <div class="ways">
      <button type="button" class="button" (click)="copy('code')">
        <sw-icon name="lock" />
        <ng-container i18n>Copy code</ng-container>
      </button>
      <button type="button" class="button" (click)="copy('link')">
        <sw-icon name="send" />
        <ng-container i18n>Copy link with code</ng-container>
      </button>
    </div>
    <p class="outcome" role="status" data-testid="unlock-outcome">{{ outcome() }}</p>
    @if (shown(); as form) {
      <label>
        <ng-container i18n>The browser does not allow copying. Copy it from here:</ng-container>
        <textarea
          #field
          readonly
          rows="3"
          data-testid="unlock-text"
          [value]="texts()[form]"
        ></textarea>
      </label>
    }
  `,
  styleUrl: './unlock-code.css',
  host: { role: 'group', '[attr.aria-label]': 'name' },
})
export class UnlockCode {
  readonly key = input.required<RecordingKey>();

  private readonly document = inject(DOCUMENT);
  private readonly field = viewChild<ElementRef<HTMLTextAreaElement>>('field');
  private readonly copied = signal<Form | null>(null);

  protected readonly name = $localize`Unlock code`;

  /** The form that the browser refused to copy. It is shown, so that the person can copy it by hand. */
  protected readonly shown = signal<Form | null>(null);
  protected readonly texts = computed(() => ({
    code: formatUnlockCode(this.key()),
    // In a room, the link leads to the room: in the lobby, its reader would have no message to unlock.
    link: unlockLink(sharedAddress(this.document, this.document.location), this.key()),
  }));
  protected readonly outcome = computed(() => {
    const form = this.copied();
    return form && COPIED[form];
  });

  constructor() {
    afterRenderEffect(() => {
      const field = this.field()?.nativeElement;
      // Selects the field again when the person requests the other form.
      if (this.shown() !== null) field?.select();
    });
  }

  protected async copy(form: Form): Promise<void> {
    this.copied.set(null);
    try {
      await navigator.clipboard.writeText(this.texts()[form]);
      this.copied.set(form);
      this.shown.set(null);
    } catch {
      // The browser or the person refused, or this page has no clipboard. Show the text instead.
      this.shown.set(form);
    }
  }
}
