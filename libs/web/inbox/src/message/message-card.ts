import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  type ElementRef,
  inject,
  Injector,
  input,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { AudioPlayer, Icon } from '@sealwave/web/ui';
import { type InboxMessage, voiceOf } from './inbox-message';
import { checkText, downloadOf, identityOf, kindText, senderText } from './message-text';
import { NoisePlayer } from '../playback/noise-player';
import { ReceivedQuality } from './received-quality';
import { SealDetails } from './seal-details';
import { UnlockForm } from '../unlock/unlock-form';

/** Hours and minutes in the page's language. The tooltip has the day as well. */
const TIME = new Intl.DateTimeFormat($localize.locale, { hour: 'numeric', minute: '2-digit' });
const MOMENT = new Intl.DateTimeFormat($localize.locale, {
  dateStyle: 'full',
  timeStyle: 'medium',
});

/** A received message. */
@Component({
  selector: 'sw-message-card',
  imports: [AudioPlayer, Icon, NoisePlayer, ReceivedQuality, SealDetails, UnlockForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './message-card.component.html',
  styleUrl: './message-card.css',
  host: { '[class.unheard]': '!message().heard', '[attr.data-kind]': 'message().content.kind' },
})
export class MessageCard {
  readonly message = input.required<InboxMessage>();

  /** A person started to listen to the voice, or saved it. */
  readonly played = output();
  /** The voice was played to its end. */
  readonly finished = output();
  readonly removed = output();
  /** A person entered a code or a link to unlock the message. */
  readonly codeEntered = output<string>();

  private readonly injector = inject(Injector);
  private readonly title = viewChild.required<ElementRef<HTMLElement>>('title');
  private readonly player = viewChild(AudioPlayer);

  protected readonly hearing = signal<'voice' | 'noise'>('voice');

  protected readonly time = computed(() => TIME.format(this.message().receivedAt));
  protected readonly moment = computed(() => MOMENT.format(this.message().receivedAt));
  protected readonly sender = computed(() => senderText(this.message()));
  protected readonly kind = computed(() => kindText(this.message()));
  protected readonly check = computed(() => checkText(this.message()));
  protected readonly download = computed(() => downloadOf(this.message(), this.hearing()));

  protected readonly voice = computed(() => voiceOf(this.message()));
  protected readonly locked = computed(() => {
    const { content } = this.message();
    return content.kind === 'locked' ? content : null;
  });
  /** Whether it failed a check, or did not come whole. */
  protected readonly damaged = computed(
    () => this.locked()?.problem === 'damaged' || this.message().signed?.complete === false,
  );
  protected readonly clockDiffers = computed(() => this.message().signed?.clockDiffers ?? false);
  protected readonly unlocked = computed(() => {
    const { content } = this.message();
    return content.kind === 'unlocked' ? content : null;
  });

  private readonly identity = computed(() => identityOf(this.message()));
  protected readonly voiceName = computed(
    () => $localize`message from ${this.identity()}:identity:`,
  );
  protected readonly noiseName = computed(
    () => $localize`locked sound of message from ${this.identity()}:identity:`,
  );
  protected readonly saveName = computed(
    () => $localize`Save message from ${this.identity()}:identity:`,
  );
  protected readonly removeName = computed(
    () => $localize`Remove message from ${this.identity()}:identity:`,
  );

  /** Plays the voice if it may be played. */
  play(): void {
    this.hearing.set('voice');
    afterNextRender(() => this.player()?.play(), { injector: this.injector });
  }

  /** Moves the focus to the message, after its controls have changed. */
  focus(): void {
    this.title().nativeElement.focus();
  }
}
