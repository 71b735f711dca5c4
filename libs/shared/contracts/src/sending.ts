/** A piece of a recording that is uploaded before it is sent (docs/protocol.md, M8.10). */
export interface AudioPart {
  /** Id of the recording: 32 lower-case hexadecimal digits, chosen by the browser. */
  readonly id: string;
  /** At least one byte. */
  readonly audio: Uint8Array;
  /** Where the part belongs, in bytes: the total size of the parts before it. 0 restarts the upload. */
  readonly offset: number;
}

/** Acknowledges an {@link AudioPart}. */
export interface AudioPartReceived {
  readonly id: string;
  /** Bytes of the recording received so far. */
  readonly receivedBytes: number;
}

/** Asks the gateway to stop sending a recording. */
export interface CancelAudio {
  readonly id: string;
}

/** Answers {@link CancelAudio}. */
export interface AudioCancelled {
  readonly id: string;
  /** False when it was too late, or no recording with this id was in progress. */
  readonly cancelled: boolean;
}

/** Progress of a recording that takes long to code. */
export interface AudioProgress {
  readonly id: string;
  readonly phase: 'coding';
  /** Share of the recording that is coded, 0 to 1. */
  readonly done: number;
}
