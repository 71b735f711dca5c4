/** A piece of a recording that is uploaded before it is sent (docs/protocol.md, M8.10). */
export interface AudioPart {
  /** Of the recording: 32 lower-case hexadecimal digits, chosen by the browser. */
  readonly id: string;
  /** At least one byte. */
  readonly audio: Uint8Array;
  /** Where the part belongs, in bytes: as many as came before it. 0 starts again. */
  readonly offset: number;
}

/** Acknowledges an {@link AudioPart}. */
export interface AudioPartReceived {
  readonly id: string;
  /** Bytes of the recording that have come so far. */
  readonly receivedBytes: number;
}

/** Asks not to send a recording after all. */
export interface CancelAudio {
  readonly id: string;
}

/** What came of that. */
export interface AudioCancelled {
  readonly id: string;
  /** False when it was too late, or nothing of that id was under way. */
  readonly cancelled: boolean;
}

/** How far the gateway is with a recording that takes it long. */
export interface AudioProgress {
  readonly id: string;
  readonly phase: 'coding';
  /** Part of the recording that is coded, 0 to 1. */
  readonly done: number;
}
