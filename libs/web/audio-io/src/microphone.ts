import type { Signal } from '@angular/core';
import type { MicrophoneProblem } from './microphone-problem';
import type { VoiceProcessing } from './voice-processing';

/** The part of an `AnalyserNode` that meters read. */
export type CaptureAnalyser = Pick<
  AnalyserNode,
  'fftSize' | 'frequencyBinCount' | 'getByteFrequencyData' | 'getFloatTimeDomainData'
> & { readonly context: Pick<BaseAudioContext, 'sampleRate'> };

/** One finished take, in the container that the browser writes. */
export interface Recording {
  /** WebM/Opus, Ogg/Opus or, of Safari before version 18.4, MP4; empty when the take was too short to hold anything. */
  readonly blob: Blob;
  /** From the first to the last sample, by the clock of the page. */
  readonly durationMs: number;
  /** `device` when the microphone went away by itself; what came before is in the recording. */
  readonly endedBy: 'request' | 'device';
}

/** What hears a take while it runs. */
export interface CaptureMeters {
  /** For meters and pictures: blocks that are short enough to follow a voice. */
  readonly analyser: CaptureAnalyser;
  /** Blocks of about a third of a second, for measurements. */
  readonly blocks: CaptureAnalyser;
}

/** A take that is being recorded. The microphone is released once it is over. */
export interface Capture {
  /** Null until they hear something, which may be never: a take does not depend on them. */
  readonly meters: Signal<CaptureMeters | null>;
  /**
   * When its sound began, on the clock of `performance.now`: until its devices run, a browser records nothing, and this
   * is when the take was begun.
   */
  readonly startedAtMs: Signal<number>;
  /** Resolves once, however the take ends; with `null` after {@link discard}. */
  readonly finished: Promise<Recording | null>;
  /** Ends the take and keeps it. */
  stop(): void;
  /** Ends the take and throws it away. */
  discard(): void;
}

/** Either a running take or the reason why there is none. */
export type MicrophoneOpened =
  { readonly capture: Capture } | { readonly problem: MicrophoneProblem };

/** The way to the microphone of this device; a port, so that tests bring their own. */
export abstract class Microphone {
  /**
   * Asks for permission where needed and starts recording at once. Never rejects.
   * @param deviceId of the microphone; the default one where it is empty or not connected.
   */
  abstract open(processing: VoiceProcessing, deviceId: string): Promise<MicrophoneOpened>;
}
