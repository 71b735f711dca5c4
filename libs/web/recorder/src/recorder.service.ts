import { computed, inject, Injectable, signal } from '@angular/core';
import { type CoderName, GATEWAY_LIMITS } from '@sealwave/contracts';
import { VoiceError } from '@sealwave/kernel';
import {
  AudioDevices,
  type Capture,
  Microphone,
  OBJECT_URLS,
  Preferences,
  readProcessing,
  type Recording,
  type VoiceProcessing,
} from '@sealwave/web/audio-io';
import { GatewayClient } from '@sealwave/web/gateway-client';
import { PROBLEM_TEXT } from './problem-text';
import { type Clip, clipIn, type RecorderProblem, type RecorderState } from './recorder-state';

/** The recording ends a little before the gateway would find it too long. */
export const LONGEST_MS = (GATEWAY_LIMITS.maxRecordingSeconds - 1) * 1000;

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

  private readonly device = inject(AudioDevices).microphone;
  private readonly preferences = inject(Preferences);
  private readonly _processing = this.preferences.preference('voice-processing', readProcessing);
  private readonly _coder = this.preferences.preference('coder', readCoder);
  /** Counts the times that the microphone was asked for, so that a late answer is known as one. */
  private attempt = 0;

  readonly state = this._state.asReadonly();

  /** What the browser is asked to do to the voice in the next take. */
  readonly processing = this._processing.value;

  /** How the gateway is asked to code what is sent. */
  readonly coder = this._coder.value;

  /** Whether leaving the page now would lose something that was said. */
  readonly unsent = computed(() => {
    const state = this.state();
    return state.kind === 'recording' || clipIn(state) !== null;
  });

  /** Opens the microphone and records; a clip in review is given up once it is open. */
  async start(): Promise<void> {
    const state = this.state();
    if (state.kind === 'opening' || state.kind === 'recording' || state.kind === 'sending') return;
    this.moveTo({ kind: 'opening', clip: clipIn(state) });
    const attempt = ++this.attempt;
    const opened = await this.microphone.open(this.processing(), this.device.used());
    if (attempt !== this.attempt) {
      if ('capture' in opened) opened.capture.discard();
      return;
    }
    if ('problem' in opened) {
      this.giveUp(opened.problem);
      return;
    }
    const { capture } = opened;
    this.moveTo({ kind: 'recording', capture, startedAtMs: performance.now() });
    await this.follow(capture);
  }

  /** Changes some of {@link processing}. */
  process(changes: Partial<VoiceProcessing>): void {
    this._processing.set({ ...this.processing(), ...changes });
  }

  /** Chooses {@link coder}. */
  codeWith(coder: CoderName): void {
    this._coder.set(coder);
  }

  /** Ends the take and keeps it for review; one that has not begun yet never does. */
  stop(): void {
    const state = this.state();
    if (state.kind === 'recording') state.capture.stop();
    else if (state.kind === 'opening') this.giveUp('empty');
  }

  /** Throws away what was recorded. */
  discard(): void {
    const state = this.state();
    if (state.kind === 'recording') state.capture.discard();
    else if (state.kind === 'opening') this.giveUp(null);
    else if (state.kind !== 'sending') this.moveTo(idle(null));
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

  /** Goes back to what there was before the microphone was asked for, and says why. */
  private giveUp(problem: RecorderProblem | null): void {
    this.attempt++;
    const clip = clipIn(this.state());
    this.moveTo(
      clip ? { kind: 'review', clip, problem: problem && PROBLEM_TEXT[problem] } : idle(problem),
    );
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

function readCoder(stored: unknown): CoderName {
  return stored === 'pcm8' ? 'pcm8' : 'nlp64';
}

function idle(problem: RecorderProblem | null): RecorderState {
  return { kind: 'idle', problem };
}
