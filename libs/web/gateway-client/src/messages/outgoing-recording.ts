import type { CoderName } from '@sealwave/contracts';
import { type Bytes, toHex } from '@sealwave/kernel';

const ID_BYTES = 16;

/** A recording for everybody else in the room. */
export interface OutgoingRecording {
  /** WebM/Opus, Ogg/Opus, WAVE, MP3 or FLAC, or bytes that the sender sealed. */
  readonly audio: Bytes;
  /** True when `audio` is sealed. The gateway then delivers it unchanged and does not decode it. */
  readonly encrypted: boolean;
  /** Which coder to use; the gateway's default if absent. */
  readonly coder?: CoderName;
  /** The id of an earlier attempt to send the same recording; a new one if absent. See `newRecordingId`. */
  readonly id?: string;
}

/** Progress of a recording that takes long to send. */
export interface SendProgress {
  readonly phase: 'uploading' | 'coding';
  /** Share that is done, 0 to 1. */
  readonly done: number;
}

/** Options for sending an {@link OutgoingRecording}. */
export interface SendOptions {
  /** Called from time to time. For a short recording it may never be called. */
  readonly onProgress?: (progress: SendProgress) => void;
  /** Cancels the attempt unless it is too late. */
  readonly signal?: AbortSignal;
}

/**
 * Makes an id for a recording (docs/protocol.md, M8.9). A caller MUST use the same id when it sends a recording
 * again. So nobody hears it twice.
 */
export function newRecordingId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}
