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
import { checkText, downloadOf, kindText, senderText } from './message-text';
import { NoisePlayer } from './noise-player';
import { ReceivedQuality } from './received-quality';
import { SealDetails } from './seal-details';
import { UnlockForm } from './unlock-form';

/** Hours and minutes as this person's language writes them; the day where a pointer rests on them. */
const TIME = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'medium' });

/** One received recording. */
@Component({
  selector: 'sw-message-card',
  imports: [AudioPlayer, Icon, NoisePlayer, ReceivedQuality, SealDetails, UnlockForm],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './message-card.html',
  styleUrl: './message-card.css',
  host: { '[class.unheard]': '!message().heard', '[attr.data-kind]': 'message().content.kind' },
})
export class MessageCard {
  readonly message = input.required<InboxMessage>();

  /** A person began to listen to the voice, or saved it. */
  readonly played = output();
  /** The voice was played to its end. */
  readonly finished = output();
  readonly removed = output();
  /** A code or a link to unlock the message with. */
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
  protected readonly damaged = computed(() => this.locked()?.problem === 'damaged');
  protected readonly unlocked = computed(() => {
    const { content } = this.message();
    return content.kind === 'unlocked' ? content : null;
  });

  protected readonly voiceName = computed(() => $localize`message of ${this.time()}:time:`);
  protected readonly noiseName = computed(
    () => $localize`noise of the sealed message of ${this.time()}:time:`,
  );
  protected readonly saveName = computed(() => $localize`Save message of ${this.time()}:time:`);
  protected readonly removeName = computed(() => $localize`Remove message of ${this.time()}:time:`);

  /** Plays the voice, if it may be played. */
  play(): void {
    this.hearing.set('voice');
    afterNextRender(() => this.player()?.play(), { injector: this.injector });
  }

  /** Puts the keyboard on the message, whose controls have changed. */
  focus(): void {
    this.title().nativeElement.focus();
  }
}
