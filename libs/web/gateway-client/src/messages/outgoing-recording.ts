import type { CoderName } from '@sealwave/contracts';
import { type Bytes, toHex } from '@sealwave/kernel';

const ID_BYTES = 16;

/** A recording on its way to everybody else. */
export interface OutgoingRecording {
  /** WebM/Opus, Ogg/Opus, WAVE, MP3 or FLAC, or what its sender sealed. */
  readonly audio: Bytes;
  /** True when `audio` is sealed: it is delivered unchanged and never looked into. */
  readonly encrypted: boolean;
  /** How to code it; without it, as the gateway is set. */
  readonly coder?: CoderName;
  /** That of an earlier attempt to send the same recording, or a new one; see `newRecordingId`. */
  readonly id?: string;
}

/** How far a recording that takes long is on its way. */
export interface SendProgress {
  readonly phase: 'uploading' | 'coding';
  /** 0 to 1. */
  readonly done: number;
}

/** What a caller may want of {@link OutgoingRecording} being sent. */
export interface SendOptions {
  /** Is told now and then; of a short recording perhaps never. */
  readonly onProgress?: (progress: SendProgress) => void;
  /** Ends the attempt, unless it is too late for that. */
  readonly signal?: AbortSignal;
}

/**
 * A new id for a recording (docs/protocol.md, M8.9). A caller that may have to send a recording again keeps its
 * id, so that nobody hears it twice.
 */
export function newRecordingId(): string {
  return toHex(crypto.getRandomValues(new Uint8Array(ID_BYTES)));
}
