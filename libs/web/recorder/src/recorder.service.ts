import { computed, inject, Injectable, signal } from '@angular/core';
import { type CoderName, GATEWAY_LIMITS, MAX_TRANSMISSION_SECONDS } from '@sealwave/contracts';
import {
  AudioDevices,
  type Capture,
  LastRecording,
  Microphone,
  OBJECT_URLS,
  Preferences,
  readProcessing,
  type Recording,
  type VoiceProcessing,
} from '@sealwave/web/audio-io';
import { GatewayClient, newRecordingId, type Place } from '@sealwave/web/gateway-client';
import { SealedRooms } from '@sealwave/web/sealed-room';
import { RECORDER_PROBLEM_TEXT } from './problem-text';
import { type Clip, clipIn, type RecorderProblem, type RecorderState } from './recorder-state';
import { NOT_SEALED } from './sending/seal';

/** A take ends this much before the limit, in seconds, because clocks and containers differ a little. */
const MARGIN_SECONDS = 1;

/** Holds the state of the one recording. Only this class changes it. */
@Injectable({ providedIn: 'root' })
export class RecorderStore {
  private readonly urls = inject(OBJECT_URLS);
  private readonly _state = signal<RecorderState>({ kind: 'idle', problem: null });

  readonly state = this._state.asReadonly();

  /** Changes the state. Frees recordings that the new state does not hold. */
  moveTo(next: RecorderState): void {
    const before = urlsOf(clipIn(this.state()));
    const after = urlsOf(clipIn(next));
    this._state.set(next);
    for (const url of before) if (!after.includes(url)) this.urls.revoke(url);
  }
}

/**
 * Records one take at a time from the microphone. A failure never ends a clip. A clip ends by {@link discard},
 * by a new {@link start}, or after the outbox has sent it.
 */
@Injectable({ providedIn: 'root' })
export class RecorderService {
  private readonly microphone = inject(Microphone);
  private readonly store = inject(RecorderStore);
  private readonly urls = inject(OBJECT_URLS);
  private readonly last = inject(LastRecording);
  private readonly place = inject(GatewayClient).place;
  private readonly sealedRoom = inject(SealedRooms).id;

  private readonly device = inject(AudioDevices).microphone;
  private readonly preferences = inject(Preferences);
  private readonly _processing = this.preferences.preference('voice-processing', readProcessing);
  private readonly _coder = this.preferences.preference('coder', readCoder);
  /**
   * Number of the latest request for the microphone. It shows that an answer is late and belongs to an earlier
   * request.
   */
  private attempt = 0;

  readonly state = this.store.state;

  /** Longest take in milliseconds. It is a little less than can be sent from this place. */
  readonly longestTakeMs = computed(() => {
    const isSealed = this.sealedRoom() !== null;
    const longest = isSealed ? MAX_TRANSMISSION_SECONDS : GATEWAY_LIMITS.maxRecordingSeconds;
    return (longest - MARGIN_SECONDS) * 1000;
  });

  /** How the browser processes the voice of the next take. */
  readonly processing = this._processing.value;

  /** The coder that the gateway should use. */
  readonly coder = this._coder.value;

  /** Whether leaving the page now would lose a recording. */
  readonly unsent = computed(() => {
    const state = this.state();
    return state.kind === 'recording' || clipIn(state) !== null;
  });

  /** Opens the microphone and records. Drops a clip in review once the microphone is open. */
  async start(): Promise<void> {
    const state = this.state();
    if (state.kind === 'opening' || state.kind === 'recording' || state.kind === 'sending') return;
    this.store.moveTo({ kind: 'opening', clip: clipIn(state) });
    const attempt = ++this.attempt;
    const place = this.place();
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
    this.store.moveTo({ kind: 'recording', capture });
    await this.follow(capture, place);
  }

  /** Changes some of {@link processing}. */
  setProcessing(changes: Partial<VoiceProcessing>): void {
    this._processing.set({ ...this.processing(), ...changes });
  }

  /** Changes {@link coder}. */
  setCoder(coder: CoderName): void {
    this._coder.set(coder);
  }

  /** Ends the take and keeps it for review. A take that is still opening is cancelled. */
  stop(): void {
    const state = this.state();
    if (state.kind === 'recording') state.capture.stop();
    else if (state.kind === 'opening') this.giveUp('empty');
  }

  /** Drops the recording. */
  discard(): void {
    const state = this.state();
    if (state.kind === 'recording') state.capture.discard();
    else if (state.kind === 'opening') this.giveUp(null);
    else if (state.kind !== 'sending') this.store.moveTo(idle(null));
  }

  /** Returns to the state before the microphone was requested. Shows the problem. */
  private giveUp(problem: RecorderProblem | null): void {
    this.attempt++;
    const clip = clipIn(this.state());
    this.store.moveTo(
      clip
        ? { kind: 'review', clip, problem: problem && RECORDER_PROBLEM_TEXT[problem] }
        : idle(problem),
    );
  }

  private async follow(capture: Capture, place: Place | null): Promise<void> {
    const limit = setTimeout(() => capture.stop(), this.longestTakeMs());
    const recording = await capture.finished;
    clearTimeout(limit);
    if (recording === null) this.store.moveTo(idle(null));
    else if (recording.blob.size === 0) this.store.moveTo(idle('empty'));
    else {
      this.last.keep(recording.blob);
      this.store.moveTo({ kind: 'review', clip: this.clipOf(recording, place), problem: null });
    }
  }

  private clipOf(recording: Recording, place: Place | null): Clip {
    return {
      ...recording,
      place,
      url: this.urls.create(recording.blob),
      messageId: newRecordingId(),
      seal: NOT_SEALED,
    };
  }
}

function readCoder(stored: unknown): CoderName {
  return stored === 'pcm8' ? 'pcm8' : 'nlp64';
}

function idle(problem: RecorderProblem | null): RecorderState {
  return { kind: 'idle', problem };
}

/** The `blob:` addresses that keep the bytes of `clip` in memory. */
function urlsOf(clip: Clip | null): readonly string[] {
  if (clip === null) return [];
  const { url, seal } = clip;
  return seal.kind === 'sealed' ? [url, seal.sealed.url, seal.sealed.noiseUrl] : [url];
}
