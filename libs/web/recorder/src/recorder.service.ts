import { computed, inject, Injectable, signal } from '@angular/core';
import { type CoderName, GATEWAY_LIMITS } from '@sealwave/contracts';
import { VoiceError } from '@sealwave/kernel';
import {
  type Capture,
  DEFAULT_PROCESSING,
  Microphone,
  OBJECT_URLS,
  type Recording,
  type VoiceProcessing,
} from '@sealwave/web/audio-io';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { PROBLEM_TEXT } from './problem-text';
import { type Clip, clipIn, type RecorderProblem, type RecorderState } from './recorder-state';

/** The recording ends a little before the gateway would find it too long. */
const LONGEST_MS = (GATEWAY_LIMITS.maxRecordingSeconds - 1) * 1000;

/**
 * Takes one recording at a time from the microphone to the others. A clip leaves only by
 * {@link discard}, by a new {@link start}, or once it was sent; never because something failed.
 */
@Injectable({ providedIn: 'root' })
export class RecorderService {
  private readonly microphone = inject(Microphone);
  private readonly gateway = inject(GatewayClient);
  private readonly urls = inject(OBJECT_URLS);
  private readonly _state = signal<RecorderState>(idle(null));

  private readonly _processing = signal(DEFAULT_PROCESSING);
  private readonly _coder = signal<CoderName>('nlp64');

  readonly state = this._state.asReadonly();

  /** What the browser is asked to do to the voice in the next take. */
  readonly processing = this._processing.asReadonly();

  /** How the gateway is asked to code what is sent. */
  readonly coder = this._coder.asReadonly();

  /** Whether leaving the page now would lose something that was said. */
  readonly unsent = computed(() => {
    const state = this.state();
    return state.kind === 'recording' || clipIn(state) !== null;
  });

  /** Opens the microphone and records; a clip in review is given up once it is open. */
  async start(): Promise<void> {
    const state = this.state();
    if (state.kind === 'opening' || state.kind === 'recording' || state.kind === 'sending') return;
    const clip = clipIn(state);
    this.moveTo({ kind: 'opening', clip });
    const opened = await this.microphone.open(this.processing());
    if ('problem' in opened) {
      this.moveTo(
        clip
          ? { kind: 'review', clip, problem: PROBLEM_TEXT[opened.problem] }
          : idle(opened.problem),
      );
      return;
    }
    const { capture } = opened;
    this.moveTo({ kind: 'recording', capture, startedAtMs: performance.now() });
    await this.follow(capture);
  }

  /** Changes some of {@link processing}. */
  process(changes: Partial<VoiceProcessing>): void {
    this._processing.update((processing) => ({ ...processing, ...changes }));
  }

  /** Chooses {@link coder}. */
  codeWith(coder: CoderName): void {
    this._coder.set(coder);
  }

  /** Ends the take and keeps it for review. */
  stop(): void {
    const state = this.state();
    if (state.kind === 'recording') state.capture.stop();
  }

  /** Throws away what was recorded. */
  discard(): void {
    const state = this.state();
    if (state.kind === 'recording') state.capture.discard();
    else if (state.kind !== 'opening' && state.kind !== 'sending') this.moveTo(idle(null));
  }

  /** Sends the clip in review; it stays there when that fails. */
  async send(): Promise<void> {
    const state = this.state();
    if (state.kind !== 'review') return;
    const { clip } = state;
    this.moveTo({ kind: 'sending', clip });
    try {
      const audio = new Uint8Array(await clip.blob.arrayBuffer());
      const metrics = await this.gateway.send({ audio, encrypted: false, coder: this.coder() });
      this.moveTo({ kind: 'sent', metrics });
    } catch (error) {
      const reason = error instanceof VoiceError ? error.message : String(error);
      this.moveTo({
        kind: 'review',
        clip,
        problem: `Not sent: ${reason}. Your recording is kept.`,
      });
    }
  }

  private async follow(capture: Capture): Promise<void> {
    const limit = setTimeout(() => capture.stop(), LONGEST_MS);
    const recording = await capture.finished;
    clearTimeout(limit);
    if (recording === null) this.moveTo(idle(null));
    else if (recording.blob.size === 0) this.moveTo(idle('empty'));
    else this.moveTo({ kind: 'review', clip: this.clipOf(recording), problem: null });
  }

  private clipOf(recording: Recording): Clip {
    return { ...recording, url: this.urls.create(recording.blob) };
  }

  /** The only place where a clip can go: its bytes are let go of when no state holds it any more. */
  private moveTo(next: RecorderState): void {
    const clip = clipIn(this.state());
    this._state.set(next);
    if (clip !== null && clipIn(next) === null) this.urls.revoke(clip.url);
  }
}

function idle(problem: RecorderProblem | null): RecorderState {
  return { kind: 'idle', problem };
}
