import {
  afterNextRender,
  ChangeDetectionStrategy,
  Component,
  computed,
  effect,
  ElementRef,
  inject,
  input,
  linkedSignal,
  output,
  untracked,
} from '@angular/core';
import { reportDefect, runInBackground } from '@sealwave/kernel';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { AudioPlayer, Icon } from '@sealwave/web/ui';
import { ClipAnalysis } from './clip-analysis';
import { figuresOfClip } from './clip-figures';
import { EncryptAudio } from '../sending/encrypt-audio';
import { FigureCards } from './figure-cards';
import { OutboxService } from '../sending/outbox.service';
import { RecorderService } from '../recorder.service';
import type { RecorderState } from '../recorder-state';
import { savedName } from '../sending/saved-name';
import { SealedSending } from '../sending/sealed-sending';
import { SendProgressBar } from '../sending/send-progress-bar';
import { SILENCE_TEXT, Standing } from '../sending/standing';
import { UnlockCode } from '../sending/unlock-code';

const MEASURED: Readonly<Record<'decoding' | 'measuring' | 'measured' | 'unreadable', string>> = {
  decoding: $localize`Measuring on this device…`,
  measuring: $localize`Measuring on this device…`,
  measured: $localize`Measured on this device. The server measures again what it sends.`,
  unreadable: $localize`This browser cannot measure the recording. The server does when it is sent.`,
};

/** In a sealed room no server can measure what is said. */
const MEASURED_HERE = $localize`Measured on this device, where it is also coded and encrypted.`;

/** Names of what the player plays. */
const VOICE = $localize`your recording`;
const NOISE = $localize`the encrypted recording`;

/** Shows a finished take. The person can play, encrypt, send, discard or replace it. */
@Component({
  selector: 'sw-clip-review',
  imports: [AudioPlayer, EncryptAudio, FigureCards, Icon, SendProgressBar, UnlockCode],
  providers: [ClipAnalysis],
  changeDetection: ChangeDetectionStrategy.OnPush,
  templateUrl: './clip-review.html',
  styleUrl: './clip-review.css',
  host: { role: 'group', '[attr.aria-label]': 'name', tabindex: '-1' },
})
export class ClipReview {
  private readonly gateway = inject(GatewayClient);
  private readonly analysis = inject(ClipAnalysis);
  private readonly silence = inject(Standing).silence;
  protected readonly recorder = inject(RecorderService);
  protected readonly outbox = inject(OutboxService);

  readonly state = input.required<Extract<RecorderState, { kind: 'review' | 'sending' }>>();

  /** The person wants to replace this take by a new one. */
  readonly again = output();

  /** Everything is sealed there anyway, and nothing that is locked with a code can be sent. */
  protected readonly isInSealedRoom = inject(SealedSending).isNeeded;

  protected readonly name = $localize`Your recording`;
  protected readonly clip = computed(() => this.state().clip);
  protected readonly connected = computed(() => this.gateway.state().kind === 'connected');
  /** Why nobody would hear the person; null if somebody would. */
  protected readonly unheard = computed(() => {
    const silence = this.silence();
    return silence && SILENCE_TEXT[silence].unheard;
  });
  protected readonly mayRecord = computed(() => this.silence() === null);
  protected readonly ready = computed(
    () => this.connected() && this.clip().seal.kind !== 'sealing' && this.silence() === null,
  );
  protected readonly problem = computed(() => {
    const state = this.state();
    // The text above already says that nobody would hear the recording, so the problem is hidden.
    return state.kind === 'review' && this.unheard() === null ? state.problem : null;
  });

  protected readonly sealed = computed(() => {
    const { seal } = this.clip();
    return seal.kind === 'sealed' ? seal.sealed : null;
  });

  /** What the player plays. After encryption it is the noise, until the person chooses the voice. */
  protected readonly hearing = linkedSignal((): 'voice' | 'noise' =>
    this.sealed() === null ? 'voice' : 'noise',
  );

  protected readonly played = computed(() => {
    const { url, durationMs } = this.clip();
    const sealed = this.sealed();
    const state = this.analysis.state();
    const sound = 'sound' in state ? state.sound : null;
    const length = sound?.durationMs ?? durationMs;
    return sealed && this.hearing() === 'noise'
      ? { src: sealed.noiseUrl, durationMs: length, peaks: sealed.noisePeaks, label: NOISE }
      : { src: url, durationMs: length, peaks: sound?.peaks ?? null, label: VOICE };
  });

  protected readonly figures = computed(() => {
    const { blob, durationMs } = this.clip();
    const sizes = { durationMs, recordedBytes: blob.size };
    const sealedBytes = this.sealed()?.blob.size ?? null;
    return figuresOfClip({ ...sizes, sealedBytes }, this.analysis.state());
  });

  protected readonly measured = computed(() => {
    const { kind } = this.analysis.state();
    if (this.sealed()) return null;
    return this.isInSealedRoom() && kind === 'measured' ? MEASURED_HERE : MEASURED[kind];
  });

  protected readonly saved = computed(() => {
    const sealed = this.sealed();
    const { blob, url } = sealed ?? this.clip();
    return { url, name: savedName(blob.type, sealed !== null) };
  });

  constructor() {
    const recording = computed(() => this.clip().blob);
    effect(() => {
      const [clip, coder] = [recording(), untracked(this.recorder.coder)];
      runInBackground(() => this.analysis.analyse(clip, coder), reportDefect);
    });
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    // The focused control is gone. The focus moves to the group, not to a button: Enter held down too long must
    // not send.
    afterNextRender(() => host.focus());
  }

  /** Sends the clip. If it was recorded in another place, it now goes to this place; the button says so. */
  protected send(): void {
    if (!this.ready()) return;
    if (this.outbox.astray()) this.outbox.adopt();
    const { durationMs } = this.played();
    runInBackground(() => this.outbox.send(durationMs), reportDefect);
  }
}
