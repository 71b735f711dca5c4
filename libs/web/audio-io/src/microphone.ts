import type { Signal } from '@angular/core';
import type { MicrophoneProblem } from './microphone-problem';
import type { VoiceProcessing } from './voice-processing';

/** The part of an `AnalyserNode` that meters read. */
export type CaptureAnalyser = Pick<
  AnalyserNode,
  'fftSize' | 'frequencyBinCount' | 'getByteFrequencyData' | 'getFloatTimeDomainData'
> & { readonly context: Pick<BaseAudioContext, 'sampleRate'> };

/** A finished take, in the container that the browser writes. */
export interface Recording {
  /** WebM/Opus, Ogg/Opus or, from Safari before 18.4, MP4. Empty when the take was too short. */
  readonly blob: Blob;
  /** Time from the first to the last sample. The page's clock measures it; samples are not counted. */
  readonly durationMs: number;
  /** `device` when the microphone disappeared. The recording then has everything before that. */
  readonly endedBy: 'request' | 'device';
}

/** Analysers that listen to a running take. */
export interface CaptureMeters {
  /** Short blocks that follow a voice; for meters and pictures. */
  readonly analyser: CaptureAnalyser;
  /** Blocks of about a third of a second; for measurements. */
  readonly blocks: CaptureAnalyser;
}

/** A running take. It releases the microphone when it ends. */
export interface Capture {
  /** Null until the meters receive sound. That may never happen: a take does not depend on them. */
  readonly meters: Signal<CaptureMeters | null>;
  /**
   * When the take's first sound was recorded, on the clock of `performance.now`. Before the first sound, the
   * time at which the take was started.
   */
  readonly startedAtMs: Signal<number>;
  /** Resolves once, when the take ends in any way. Resolves with `null` after {@link discard}. */
  readonly finished: Promise<Recording | null>;
  /** Ends the take and keeps the recording. */
  stop(): void;
  /** Ends the take and drops the recording. */
  discard(): void;
}

/** A running take, or the reason why there is none. */
export type MicrophoneOpened =
  { readonly capture: Capture } | { readonly problem: MicrophoneProblem };

/** Opens the microphone of this device. Tests provide another implementation. */
export abstract class Microphone {
  /**
   * Asks for permission if needed, and starts recording at once. Never rejects.
   * @param deviceId id of the microphone. An empty or unknown id means the default one.
   */
  abstract open(processing: VoiceProcessing, deviceId: string): Promise<MicrophoneOpened>;
}
