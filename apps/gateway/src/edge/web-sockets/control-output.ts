/** Output of Engine.IO: a text, or its attachment. */
type Output = string | Uint8Array | undefined;

/**
 * Start of a recording, or of the event that it is attached to. The sender of recordings waits until one has
 * left before it sends the next.
 */
const RECORDING = /^(?:2|51-)\["audio_received"/;
const LONGEST_START = 32;

/**
 * Counts what waits to be sent to a browser, except recordings: answers, notices, refusals. Their senders do
 * not wait. So a browser that sends requests and does not read would accumulate them.
 */
export class ControlOutput {
  private waiting = 0;
  private leaving = 0;

  constructor(private readonly maxBytes: number) {}

  /**
   * Counts one output.
   * @returns false when too much is waiting.
   */
  add(output: Output): boolean {
    this.waiting += isRecording(output) ? 0 : (output?.length ?? 0);
    return this.waiting + this.leaving <= this.maxBytes;
  }

  /** Notes that everything that waited was handed to the connection. */
  flush(): void {
    this.leaving += this.waiting;
    this.waiting = 0;
  }

  /** Notes that everything handed over has been sent. */
  drain(): void {
    this.leaving = 0;
  }
}

function isRecording(output: Output): boolean {
  if (typeof output !== 'string') return output !== undefined;
  return RECORDING.test(output.slice(0, LONGEST_START));
}
