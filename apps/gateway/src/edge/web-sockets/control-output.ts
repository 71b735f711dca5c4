/** What Engine.IO is about to send: a text, or the attachment of one. */
type Output = string | Uint8Array | undefined;

/** A recording, or the event that it is attached to; its sender waits until it is gone before sending the next. */
const RECORDING = /^(?:2|51-)\["audio_received"/;
const LONGEST_START = 32;

/**
 * Counts what waits to be sent to one browser, recordings excepted: answers, notices, refusals. Nobody waits for these to
 * be gone, so that a browser that asks and does not read would pile them up.
 */
export class ControlOutput {
  private waiting = 0;
  private leaving = 0;

  constructor(private readonly maxBytes: number) {}

  /** One more is to be sent. @returns false when it is too much now. */
  add(output: Output): boolean {
    this.waiting += isRecording(output) ? 0 : (output?.length ?? 0);
    return this.waiting + this.leaving <= this.maxBytes;
  }

  /** All that waited is handed to the connection. */
  flush(): void {
    this.leaving += this.waiting;
    this.waiting = 0;
  }

  /** All that was handed over has left. */
  drain(): void {
    this.leaving = 0;
  }
}

function isRecording(output: Output): boolean {
  if (typeof output !== 'string') return output !== undefined;
  return RECORDING.test(output.slice(0, LONGEST_START));
}
